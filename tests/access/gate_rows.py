"""What is not set up, class years, what can wait in each, and how far each school has come in it."""

from models import ClassYear, FeatureSwitch, School, SchoolSetup
from rules.gate import ClassYearState
from rules.waiting import OpenWorkKind
from tests.access.oracle import Row


async def year_rows() -> list[Row]:
    """Return the class years, what can wait in each, and how far each school has come in it."""
    years, schools = await ClassYear.all(), await School.all()
    return [
        *(Row("Cohort", str(each.year), cohort=str(each.year)) for each in years),
        *(Row("OpenWork", f"{each.year}/{kind}", cohort=str(each.year)) for each in years for kind in OpenWorkKind),
        *(
            Row(
                "SchoolEnablement",
                f"{school.id}/{each.year}",
                school.province_id,
                school.id,
                class_year=each.year,
                cohort=str(each.year),
            )
            for each in years
            for school in schools
        ),
    ]


async def gap_rows() -> list[Row]:
    """Return what a province has opened and a school has not set up, in each class year that takes writes."""
    done = {(each.school_id, each.class_year, each.feature) for each in await SchoolSetup.all()}
    return [
        Row("SetupGap", f"{school.id}/{year.year}/{switch.feature}", school.province_id, school.id, class_year=year.year)
        for school in await School.all()
        for switch in await FeatureSwitch.filter(province_id=school.province_id)
        for year in await ClassYear.filter(state=ClassYearState.OPEN)
        if (school.id, year.year, switch.feature) not in done
    ]
