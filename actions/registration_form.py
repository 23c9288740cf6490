"""What the form of a confirmed destination says (毕业去向登记信息表): for its graduate alone, since it bears its numbers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from actions.access import find_in_scope
from actions.reported import InForce, in_force
from auth.actor import Actor
from auth.scope import Rows
from models import Confirmation, Department, FeatureSwitch, Graduate, School, VerificationGrant
from rules.confirmation import ConfirmationState
from rules.errors import NotFound
from rules.gate_terms import Feature
from rules.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedDestination:
    """A confirmation with all that its form prints beside it."""

    confirmation: Confirmation
    grant: VerificationGrant
    """The newest authorisation: its number is printed."""
    graduate: Graduate
    school: School
    department: Department
    destination: InForce | None
    archive: InForce | None
    hukou: InForce | None
    opened: frozenset[Feature]
    """What the province has opened: the form has no part for the others."""

    @property
    def is_stale(self) -> bool:
        """Return whether something has changed since it was confirmed."""
        return self.confirmation.state is ConfirmationState.STALE

    @property
    def dated(self) -> datetime:
        """Return when it was confirmed."""
        return self.confirmation.created_at


async def read_confirmed(actor: Actor, confirmation_id: UUID) -> ConfirmedDestination:
    """Return one of the actor's own confirmations. Raises NotFound, also for whoever is no graduate."""
    if actor.role is not Role.GRADUATE:
        raise NotFound
    confirmation = await find_in_scope(Confirmation, Rows.CONFIRMATION, confirmation_id, actor)
    graduate = await Graduate.get(id=confirmation.graduate_id)
    switches = await FeatureSwitch.filter(province_id=graduate.province_code)
    of_graduate = {feature: await in_force(graduate.id, feature) for feature in Feature}
    return ConfirmedDestination(
        confirmation=confirmation,
        grant=await VerificationGrant.filter(confirmation_id=confirmation.id).order_by("-created_at", "-id").limit(1).get(),
        graduate=graduate,
        school=await School.get(id=graduate.school_id),
        department=await Department.get(id=graduate.department_id),
        destination=of_graduate[Feature.DESTINATION],
        archive=of_graduate[Feature.ARCHIVE],
        hukou=of_graduate[Feature.HUKOU],
        opened=frozenset(switch.feature for switch in switches),
    )
