"""What is not set up, class years, what can wait in each, and how far each school has come in it."""

from typing import Any

from models import AgreementTypeSetting, ClassYear, FeatureSwitch, School, SchoolSetup
from rules.gate import AgreementType, ClassYearState, Feature, ReviewLevels, last_change
from rules.waiting import OpenWorkKind
from tests.access.oracle import Row
from tests.world import NOW, OPEN_YEAR, World


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


async def write_gate(world: World, next_year: int) -> None:
    """Write a class year to come, why another was closed, and what is set in a province that has not opened signing."""
    await ClassYear.create(year=next_year, state=ClassYearState.OPEN, changes_until=last_change(next_year))
    await ClassYear.filter(state=ClassYearState.CLOSED).update(closed_at=NOW, status_reason="本届工作已结束")
    coming: dict[str, Any] = {"school": world.school, "province_code": "11", "class_year": next_year}
    await AgreementTypeSetting.create(**coming, agreement_type=AgreementType.THREE_PARTY)
    far: dict[str, Any] = {"school": world.far_school, "province_code": "31", "class_year": OPEN_YEAR}
    await AgreementTypeSetting.create(**far, agreement_type=AgreementType.TWO_PARTY)
    for feature in (Feature.ARCHIVE, Feature.HUKOU):
        await FeatureSwitch.create(province_id="31", feature=feature)
        await SchoolSetup.create(**far, feature=feature, review_levels=ReviewLevels.SCHOOL_ONLY, reply_days=5, contact="复旦大学")


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
