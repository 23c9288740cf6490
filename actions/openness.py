"""Which features are open for whom: what a menu shows as usable (guide section 4: three steps, all of them needed)."""

from auth.actor import Actor
from models import ClassYear, Employer, FeatureSwitch, Graduate, SchoolSetup
from rules.employer import EmployerStatus
from rules.gate import ClassYearState, Feature
from rules.roles import Role


async def open_features(actor: Actor) -> frozenset[Feature]:
    """Return the features that an actor can use.

    A province and its schools: what the province has opened, since setting up is what a school does next. Departments and graduates:
    what their school has also set up, for a class year that takes writes. An employer: signing, once it is approved. The ministry looks
    at all of them.
    """
    match actor.role:
        case Role.MINISTRY:
            return frozenset(Feature)
        case Role.PROVINCE | Role.SCHOOL:
            switches = await FeatureSwitch.filter(province_id=actor.province_code)
            return frozenset(switch.feature for switch in switches)
        case Role.DEPARTMENT:
            setups = await SchoolSetup.filter(school_id=actor.school_id, class_year__in=await _open_years())
            return frozenset(setup.feature for setup in setups)
        case Role.GRADUATE:
            return await _for_graduate(actor)
        case Role.EMPLOYER:
            approved = await Employer.exists(id=actor.employer_id, status=EmployerStatus.APPROVED)
            return frozenset({Feature.DESTINATION}) if approved else frozenset()
        case Role.SYSTEM:
            return frozenset()


async def _for_graduate(actor: Actor) -> frozenset[Feature]:
    """Return what one of the person's graduations can use. No school sets up what its province has not opened, or without a type."""
    graduations = await Graduate.filter(person_id=actor.person_id, class_year__in=await _open_years())
    of = {(graduation.school_id, graduation.class_year) for graduation in graduations}
    setups = await SchoolSetup.filter(school_id__in=[school_id for school_id, _ in of])
    return frozenset(setup.feature for setup in setups if (setup.school_id, setup.class_year) in of)


async def _open_years() -> list[int]:
    return [year.year for year in await ClassYear.filter(state=ClassYearState.OPEN)]
