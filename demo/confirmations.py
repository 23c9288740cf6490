"""Destinations that graduates confirmed (去向登记确认), what they let others verify (核验授权), and who looked."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final

from demo.dossier import Dossier, Holding, of_graduate
from demo.record_rows import ConfirmationRow, VerificationGrantRow, VerificationLookRow
from rules.acts import ActName, RecordKind
from rules.confirmation import ALPHABET, NUMBER_LENGTH, ConfirmationState, GrantState, LookKey
from rules.roles import Role

ConfirmedRow = ConfirmationRow | VerificationGrantRow | VerificationLookRow

_SOON: Final = timedelta(minutes=30)
"""From a destination that comes into force to its confirmation: before anything else is asked for."""
_LETTERS: Final = "".join(filter(str.isalpha, ALPHABET))
_SHOWS: Final = ((True, False, False), (True, True, False), (True, True, True))
"""Destination, archive and household registration."""
_DAYS: Final = (90, 365, 30, 180)
_VERIFIERS: Final = ("测试测试派出所户籍窗口", "测试测试人才服务中心", "测试测试档案馆")


def invented_number(random: Random) -> str:
    """Return a verification number; of a demonstration it is as predictable as all of it."""
    return random.choice(_LETTERS) + "".join(random.choice(ALPHABET) for _ in range(NUMBER_LENGTH - 1))


class Confirmer:
    """Confirms destinations; what it numbers is numbered once."""

    def __init__(self, transfer_number: Callable[[], str], verification_number: Callable[[], str]) -> None:
        self._transfer_number = transfer_number
        self._verification_number = verification_number
        self._made = 0

    def rows(self, dossier: Dossier, ready_at: datetime | None, is_dealt: Callable[[], bool]) -> Iterator[ConfirmedRow]:
        """Yield what a graduate confirmed, in order of time: of each of its destinations in force, where nothing hindered it."""
        if ready_at is None:
            return
        made = 0
        for holding in sorted((one for one in dossier.holdings if one.came_at), key=lambda one: one.came_at or ready_at):
            at = max(holding.came_at or ready_at, ready_at) + _SOON
            if (holding.went_at is None or at < holding.went_at) and is_dealt():
                yield from self._confirmed(dossier, holding, at, made)
                made += 1

    def _confirmed(self, dossier: Dossier, holding: Holding, at: datetime, nth: int) -> Iterator[ConfirmedRow]:
        is_stale, self._made = holding.went_at is not None, self._made + 1
        confirmation = ConfirmationRow(
            id=dossier.keys("CONFIRMATION", nth),
            **of_graduate(dossier.graduate),
            state=ConfirmationState.STALE if is_stale else ConfirmationState.CONFIRMED,
            category=holding.category,
            holder_kind=holding.kind,
            holder_id=holding.id,
            transfer_number=self._transfer_number(),
            stale_at=holding.went_at,
            version=2 if is_stale else 1,
            created_at=at,
            updated_at=holding.went_at or at,
        )
        yield confirmation
        self._tell(dossier, confirmation, ActName.CONFIRMATION_MAKE, at, after=ConfirmationState.CONFIRMED)
        first = self._grant(dossier, confirmation, 2 * nth, at, _SHOWS[self._made % len(_SHOWS)])
        yield first
        if self._made % 4 == 1:
            yield self._second(dossier, confirmation, nth, at + _SOON / 3)
        if holding.went_at is not None:
            stale = {"before": ConfirmationState.CONFIRMED, "after": ConfirmationState.STALE}
            self._tell(dossier, confirmation, ActName.CONFIRMATION_STALE, holding.went_at, Role.SCHOOL, **stale)
        elif self._made % 3 == 1:
            yield self._look(dossier, first, at + 6 * _SOON)

    def _second(self, dossier: Dossier, confirmation: ConfirmationRow, nth: int, at: datetime) -> VerificationGrantRow:
        """Return another authorisation, of the archive alone; every second one was taken back."""
        self._tell(dossier, confirmation, ActName.CONFIRMATION_GRANT, at)
        grant = self._grant(dossier, confirmation, 2 * nth + 1, at, (False, True, False))
        if self._made % 8 != 1 or grant.state is GrantState.REVOKED:
            return grant
        taken_back = at + _SOON / 3
        self._tell(dossier, confirmation, ActName.CONFIRMATION_REVOKE, taken_back)
        return grant._replace(state=GrantState.REVOKED, revoked_at=taken_back, updated_at=taken_back, version=2)

    def _grant(
        self, dossier: Dossier, confirmation: ConfirmationRow, nth: int, at: datetime, shows: Sequence[bool]
    ) -> VerificationGrantRow:
        over = confirmation.stale_at
        return VerificationGrantRow(
            dossier.keys("GRANT", nth),
            confirmation.id,
            **of_graduate(dossier.graduate),
            number=self._verification_number(),
            shows_destination=shows[0],
            shows_archive=shows[1],
            shows_hukou=shows[2],
            state=GrantState.ACTIVE if over is None else GrantState.REVOKED,
            expires_at=at + timedelta(days=_DAYS[self._made % len(_DAYS)]),
            revoked_at=over,
            version=1 if over is None else 2,
            created_at=at,
            updated_at=over or at,
        )

    def _look(self, dossier: Dossier, grant: VerificationGrantRow, at: datetime) -> VerificationLookRow:
        return VerificationLookRow(
            dossier.keys("LOOK", 0),
            grant.id,
            **of_graduate(dossier.graduate),
            looked_by=_VERIFIERS[self._made % len(_VERIFIERS)],
            key_kind=LookKey.VERIFICATION,
            # Of the network that documents give examples from.
            address=f"203.0.113.{self._made % 250 + 1}",
            created_at=at,
            updated_at=at,
        )

    def _tell(
        self,
        dossier: Dossier,
        confirmation: ConfirmationRow,
        name: ActName,
        at: datetime,
        role: Role = Role.GRADUATE,
        *,
        before: str | None = None,
        after: str | None = None,
    ) -> None:
        dossier.act(name, RecordKind.CONFIRMATION, confirmation.id, role, at, before=before, after=after)
