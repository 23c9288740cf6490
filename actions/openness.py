"""Which features are open for whom, and since when: what a menu shows as usable (guide section 4: three steps, all of them needed)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from auth.actor import Actor
from models import Account, ClassYear, Employer, FeatureSwitch, Graduate, SchoolSetup
from rules.employer import EmployerStatus
from rules.gate import ClassYearState, Feature
from rules.roles import Role


@dataclass(frozen=True, slots=True)
class Opening:
    """How one feature is open for somebody."""

    is_open: bool
    """Whether it can be used."""
    opened_at: datetime | None = None
    """When the province opened it; the first of a graduate's provinces."""
    set_up_at: datetime | None = None
    """When the school set it up, for the latest of the class years that take writes."""


async def openings(actor: Actor) -> dict[Feature, Opening]:
    """Return how every feature is open for an actor.

    A province and its schools can use what the province has opened, since setting up is what a school does next. Departments and graduates:
    what their school has also set up, for a class year that takes writes. An employer: signing, once it is approved. The ministry looks
    at all of them. Where the province has a system of its own, all of them are there to be looked at: they hold what was imported.
    """
    match actor.role:
        case Role.MINISTRY:
            return {feature: Opening(True) for feature in Feature}
        case Role.PROVINCE | Role.SCHOOL:
            switched, imports = await _switched([actor.province_code]), await _has_system([actor.province_code])
            set_up = _set_up(await _of_school(actor.school_id)) if actor.role is Role.SCHOOL else {}
            return {feature: Opening(imports or feature in switched, switched.get(feature), set_up.get(feature)) for feature in Feature}
        case Role.DEPARTMENT:
            return await _below(await _of_school(actor.school_id), [actor.province_code])
        case Role.GRADUATE:
            graduations = await Graduate.filter(person_id=actor.person_id, class_year__in=await _open_years())
            return await _below(await _of_graduations(graduations), [each.province_code for each in graduations])
        case Role.EMPLOYER:
            approved = await Employer.exists(id=actor.employer_id, status=EmployerStatus.APPROVED)
            return {feature: Opening(approved and feature is Feature.DESTINATION) for feature in Feature}
    return {feature: Opening(False) for feature in Feature}


async def _below(setups: list[SchoolSetup], provinces: Sequence[str | None]) -> dict[Feature, Opening]:
    """Return what can be used under these set-ups. No school sets up what its province has not opened, or without a type."""
    switched, set_up = await _switched({setup.province_code for setup in setups}), _set_up(setups)
    otherwise = Opening(await _has_system(provinces))
    return {feature: Opening(True, switched.get(feature), set_up[feature]) if feature in set_up else otherwise for feature in Feature}


async def _has_system(provinces: Sequence[str | None]) -> bool:
    """Return whether one of the provinces has a system of its own, which imports what its schools approve there."""
    return await Account.exists(province_code__in=list(provinces), source_system__isnull=False, is_enabled=True)


async def _switched(provinces: Iterable[str | None]) -> dict[Feature, datetime]:
    """Return when each feature was opened first by one of the provinces."""
    switches = await FeatureSwitch.filter(province_id__in=list(provinces)).order_by("-created_at")
    return {switch.feature: switch.created_at for switch in switches}


async def _of_school(school_id: UUID | None) -> list[SchoolSetup]:
    return await SchoolSetup.filter(school_id=school_id, class_year__in=await _open_years())


async def _of_graduations(graduations: Sequence[Graduate]) -> list[SchoolSetup]:
    """Return what the schools of some graduations have set up for the years of those."""
    of = {(graduation.school_id, graduation.class_year) for graduation in graduations}
    setups = await SchoolSetup.filter(school_id__in=[school_id for school_id, _ in of])
    return [setup for setup in setups if (setup.school_id, setup.class_year) in of]


def _set_up(setups: Iterable[SchoolSetup]) -> dict[Feature, datetime]:
    """Return when each feature was set up, for the latest class year of those."""
    return {setup.feature: setup.created_at for setup in sorted(setups, key=lambda setup: (setup.class_year, setup.created_at))}


async def _open_years() -> list[int]:
    return [year.year for year in await ClassYear.filter(state=ClassYearState.OPEN)]
