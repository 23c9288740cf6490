"""Places, employers, and what is open and set up where, as they can be asked for."""

from models import AgreementTypeSetting, Department, Employer, FeatureSwitch, School, SchoolSetup, SigningCounters
from tests.access.gate_rows import gap_rows, year_rows
from tests.access.oracle import Row
from tests.access.snapshot_rows import snapshot_rows


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
    return [*switches, *types, *setups, *counters, *await snapshot_rows(), *await gap_rows(), *await year_rows()]
