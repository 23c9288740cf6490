"""What is known of a graduate's destination when its archive or its household registration is registered: what is suggested hangs on it."""

from dataclasses import dataclass
from uuid import UUID

from actions.access import find_in_scope
from auth.actor import Actor
from auth.scope import Rows
from models import Agreement, DestinationInForce, Employer, Graduate, Registration, Supplement
from rules.acts import RecordKind
from rules.employer import EmployerStatus
from rules.roles import AccessLevel, Module


@dataclass(frozen=True, slots=True)
class Known:
    """A destination's category (毕业去向类别) and its employer's nature (单位性质); None where there is none, or it is not known."""

    category: str | None = None
    nature: str | None = None


async def known_destination(actor: Actor, graduate_id: UUID) -> Known | None:
    """Return what counts for one of the actor's graduates now; None where the actor may not read destinations. Raises NotFound."""
    graduate = await find_in_scope(Graduate, Rows.GRADUATE, graduate_id, actor)
    if not actor.may(Module.EMPLOYMENT, AccessLevel.READ_ONLY):
        return None
    destination = await DestinationInForce.get_or_none(id=graduate.id)
    return Known() if destination is None else Known(destination.category, await _nature(destination))


async def _nature(destination: DestinationInForce) -> str | None:
    """Return what the employer is: as the registration says, or as whoever has the credit code has registered itself."""
    match destination.record_kind:
        case RecordKind.REGISTRATION:
            return (await Registration.get(id=destination.record_id)).employer_nature
        case RecordKind.SUPPLEMENT:
            uscc: str | None = (await Supplement.get(id=destination.record_id)).employer_uscc
        case _:
            agreement = await Agreement.get(id=destination.record_id)
            if agreement.employer_id is not None:
                return (await Employer.get(id=agreement.employer_id)).nature
            uscc = agreement.employer_uscc
    employer = None if uscc is None else await Employer.get_or_none(uscc=uscc, status=EmployerStatus.APPROVED)
    return None if employer is None else employer.nature
