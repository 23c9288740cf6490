"""What the database refuses of disputes: one of an agreement in force waits, one of basic data is answered."""

from typing import Final

from models import Agreement
from rules.dispute import DisputeState
from tests.confirmations import make_confirmation
from tests.disputes import make_dispute
from tests.models.confirmation_rules import OF_CONFIRMATIONS
from tests.world import World

_OPEN, _OVER = "WHERE state = 'OPEN'", "WHERE state = 'RESOLVED'"
_OTHER: Final = "(SELECT id FROM agreement WHERE status = 'PROTOCOL_ISSUED')"

OF_DISPUTES: Final[dict[str, list[str]]] = {
    "dispute_subject_known": ["UPDATE dispute SET subject = 'WEATHER'"],
    "dispute_state_known": [f"UPDATE dispute SET state = 'FORGOTTEN', closed_at = created_at {_OPEN}"],
    "dispute_answered_where_resolved": [f"UPDATE dispute SET answer = 'x' {_OPEN}", f"UPDATE dispute SET answer = NULL {_OVER}"],
    "dispute_closed_where_over": [f"UPDATE dispute SET closed_at = created_at {_OPEN}", f"UPDATE dispute SET closed_at = NULL {_OVER}"],
    "dispute_version_positive": ["UPDATE dispute SET version = 0"],
    "dispute_copies_graduate": ["UPDATE dispute SET province_code = '31'"],
    "dispute_of_its_graduate": [
        f"UPDATE dispute SET record_id = {_OTHER} {_OPEN}",
        f"UPDATE dispute SET subject = 'SUPPLEMENT' {_OPEN}",
        f"UPDATE dispute SET subject = 'REGISTRATION' {_OPEN}",
        f"UPDATE dispute SET record_id = {_OTHER} {_OVER}",
    ],
}
"""Rule -> statements of which each breaks it and no other."""


OF_CLAIMS: Final = OF_CONFIRMATIONS | OF_DISPUTES
"""Of all that graduates say themselves."""


async def begin_claims(world: World, effective: Agreement) -> None:
    """Write a confirmation, a dispute that is open and one that is over."""
    await make_confirmation(effective)
    await make_dispute(effective)
    await make_dispute(world.graduate, DisputeState.RESOLVED)
