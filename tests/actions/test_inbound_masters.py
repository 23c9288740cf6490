"""Who decides about what was imported: the province's own system until the school has set up, the school from then on, and the graduate."""

from typing import Any

from actions.confirmation import confirm_destination
from actions.inbound import import_many
from actions.record import move_record
from actions.roster import enrol
from actions.termination import submit_termination
from models import ClassYear, Confirmation, FeatureSwitch, Graduate, Registration, SchoolSetup
from rules.acts import RecordKind
from rules.confirmation import ConfirmationState
from rules.gate import ClassYearState, Feature, ReviewLevels
from rules.inbound import ImportOutcome
from rules.inbound_errors import ApprovedElsewhere, SetUpHere
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Role
from tests.actions.bringing import THROTTLE, destination, handed, named, paper, refused, system_of, taken, withdrawn
from tests.actions.stage import Stage, another_graduation, assert_counted
from tests.rosters import ROW, changed


async def test_where_a_school_has_set_up_it_decides_itself_and_before_that_the_other_system_does(stage: Stage) -> None:
    world, far = stage.world, stage.world.far_graduate
    key, agreement_of = (await taken(stage, handed("a", 1, named(far), destination("80"))))[0], await another_graduation(far, 1)
    [agreement] = await taken(stage, handed("b", 1, named(agreement_of), paper()))
    place: dict[str, Any] = {"school_id": world.far_school.id, "province_code": "31"}
    school = stage.as_role(Role.SCHOOL, **place)
    graduate = stage.as_role(Role.GRADUATE, person_id=far.person_id)
    void: dict[str, Any] = {"version": 1, "reason": "登记有误"}
    async with stage.refuses(ApprovedElsewhere):
        await move_record(school, RecordKind.REGISTRATION, key, RecordMove.VOID, **void)
    async with stage.refuses(ApprovedElsewhere):
        await move_record(graduate, RecordKind.REGISTRATION, key, RecordMove.REQUEST_VOID, **void)
    async with stage.refuses(ApprovedElsewhere):
        await move_record(school, RecordKind.SUPPLEMENT, agreement, RecordMove.VOID, **void)
    async with stage.refuses(ApprovedElsewhere):
        await submit_termination(graduate, RecordKind.SUPPLEMENT, agreement, agreement, **void)
    await FeatureSwitch.create(province_id="31", feature=Feature.DESTINATION)
    chosen: dict[str, Any] = {"feature": Feature.DESTINATION, "review_levels": ReviewLevels.SCHOOL_ONLY, "reply_days": 5}
    await SchoolSetup.create(**place, class_year=2023, contact="就业指导中心", **chosen)
    for record in (withdrawn("a", 2), handed("a", 2, named(far), destination("11")), handed("c", 1, named(far), paper())):
        assert isinstance((await refused(stage, record))[0], SetUpHere)
    await move_record(school, RecordKind.REGISTRATION, key, RecordMove.VOID, **void)
    assert (await Registration.get(id=key)).status == RecordStatus.VOIDED
    await assert_counted()


async def test_what_was_imported_is_confirmed_here_and_a_newer_version_ends_the_confirmation(stage: Stage) -> None:
    far = stage.world.far_graduate
    [key] = await taken(stage, handed("a", 1, named(far), destination("80")))
    graduate = stage.as_role(Role.GRADUATE, person_id=far.person_id)
    confirmation = await confirm_destination(graduate, far.id, holder_id=key, days=30)
    assert (await Confirmation.get(id=confirmation)).state is ConfirmationState.CONFIRMED
    await taken(stage, handed("a", 2, named(far), destination("80", subtype="SECOND_BACHELOR")))
    assert (await Confirmation.get(id=confirmation)).state is ConfirmationState.STALE
    await assert_counted()


async def test_a_school_that_has_set_up_one_class_year_is_imported_for_in_another(stage: Stage) -> None:
    await ClassYear.create(year=2024, state=ClassYearState.OPEN)
    later = changed(ROW, graduated_month="202406")
    [key] = await enrol(stage.as_role(Role.SCHOOL), class_year=2024, rows=[later])
    of_years = [named(graduate, "10001") for graduate in (stage.world.graduate, await Graduate.get(id=key))]
    sent = [handed(str(number), 1, of, destination("80")) for number, of in enumerate(of_years)]
    this_year, next_year = await import_many(system_of(stage, "11"), sent, THROTTLE)
    assert [type(each) for each in this_year.refusals] == [SetUpHere]
    assert next_year.outcome is ImportOutcome.IMPORTED
    await assert_counted()
