"""Places, employers, and what is open where, as they can be asked for."""

from models import AgreementTypeSetting, ClassYear, Department, Employer, FeatureSwitch, School, SchoolSetup, SigningCounters
from rules.gate import ClassYearState
from tests.access.oracle import Row


async def place_rows() -> list[Row]:
    """Return where everybody is, and the employers."""
    return [
        Row("Province", "11", province="11"),
        Row("Province", "31", province="31"),
        *[Row("School", each.id, each.province_id, each.id) for each in await School.all()],
        *[Row("Department", each.id, each.province_code, each.school_id, each.id) for each in await Department.all()],
        *[Row("Employer", each.id, employer=each.id) for each in await Employer.all()],
        *[
            Row("EmployerRegistration", each.id, each.province_code, employer=each.id, standing=("REGISTRATION", each.status))
            for each in await Employer.all()
        ],
    ]


async def gate_rows() -> list[Row]:
    """Return what is open and set up, what is not yet, and the counters of schools."""
    switches = [Row("FeatureSwitch", each.id, each.province_id) for each in await FeatureSwitch.all()]
    types = [
        Row("AgreementTypeSetting", each.id, each.province_code, each.school_id, class_year=each.class_year)
        for each in await AgreementTypeSetting.all()
    ]
    setups = [
        Row("SchoolSetup", each.id, each.province_code, each.school_id, class_year=each.class_year) for each in await SchoolSetup.all()
    ]
    counters = [
        Row("SchoolSigningStatistics", each.id, each.province_code, each.school_id, class_year=each.class_year)
        for each in await SigningCounters.all()
    ]
    return [*switches, *types, *setups, *counters, *await _gaps()]


async def _gaps() -> list[Row]:
    """Return what a province has opened and a school has not set up, in each class year that takes writes."""
    done = {(each.school_id, each.class_year, each.feature) for each in await SchoolSetup.all()}
    return [
        Row("SetupGap", f"{school.id}/{year.year}/{switch.feature}", school.province_id, school.id, class_year=year.year)
        for school in await School.all()
        for switch in await FeatureSwitch.filter(province_id=school.province_id)
        for year in await ClassYear.filter(state=ClassYearState.OPEN)
        if (school.id, year.year, switch.feature) not in done
    ]
