"""The same act sent many times at once under one idempotency key: it is done once, and everybody is told the same."""

import asyncio
from collections import Counter

from actions.account import create_account
from actions.activation import Issued
from actions.agreement import invite
from actions.bulk_review import PORTION, Reviewed, review_many
from actions.gate import set_agreement_types, set_up_school
from actions.roster import enrol
from models import ActivationCode, Agreement, Audit, Graduate, IdempotencyKey, SigningCounters
from rules.acts import RecordKind
from rules.agreement import Move, Status
from rules.gate import AgreementType, Feature, ReviewLevels
from rules.idempotency_errors import IdempotencyKeyReused, ShownOnce
from rules.record_terms import RecordMove
from rules.roles import Role
from tests.actions.attempts import Attempt
from tests.actions.stage import CODES, Stage, assert_counted
from tests.actions.test_agreement_races import race
from tests.actions.test_bulk_review import waiting
from tests.rosters import rows
from tests.world import OPEN_YEAR, READ_WRITE, make_agreement

RIVALS = 64


def accepting(stage: Stage, agreement: Agreement, key: str) -> Attempt:
    account = str(stage.world.accounts[Role.GRADUATE].id)
    return Attempt(str(agreement.id), Move.ACCEPT, Role.GRADUATE, {"person_id": str(agreement.person_id)}, account, key)


async def test_of_64_at_once_under_one_key_one_does_it_and_all_are_told_it_is_done(stage: Stage, database: str) -> None:
    agreement = await make_agreement(stage.world)
    outcomes = await race(database, [accepting(stage, agreement, "k")] * RIVALS)
    assert Counter(outcome for _, _, outcome in outcomes) == {"DONE": RIVALS}
    assert await Audit.all().count() == await IdempotencyKey.all().count() == 1
    await assert_counted()


async def test_of_two_acts_under_one_key_at_once_one_is_done_and_the_other_refused(stage: Stage, database: str) -> None:
    employers = (stage.world.employer, stage.world.other_employer)
    first, second = [await make_agreement(stage.world, employer=employer) for employer in employers]
    turns = [accepting(stage, each, "k") for each in [first] * 4 + [second] * 4]
    outcomes = await race(database, turns * 8)
    done = {agreement_id for agreement_id, _, outcome in outcomes if outcome == "DONE"}
    assert len(done) == 1
    refused = {outcome for agreement_id, _, outcome in outcomes if agreement_id not in done}
    assert refused == {"IDEMPOTENCY_KEY_REUSED"}
    assert {outcome for agreement_id, _, outcome in outcomes if agreement_id in done} == {"DONE"}
    assert await Audit.all().count() == await IdempotencyKey.all().count() == 1
    await assert_counted()


async def test_one_invitation_is_sent_and_its_id_told_to_all(stage: Stage) -> None:
    graduate = stage.world.graduate
    employer, number = stage.once(Role.EMPLOYER, "k"), stage.world.id_number(graduate)
    sent = [
        invite(employer, school_id=graduate.school_id, class_year=OPEN_YEAR, name=graduate.name, id_number=number) for _ in range(RIVALS)
    ]
    assert set(await asyncio.gather(*sent)) == {(await Agreement.get()).id}
    assert await Audit.all().count() == await IdempotencyKey.all().count() == 1
    await assert_counted()


async def test_a_code_is_shown_to_one_and_issued_once(stage: Stage) -> None:
    given = {"username": "10001da", "display_name": "北京大学档案馆", "levels": READ_WRITE}
    province = stage.once(Role.PROVINCE, "k")
    sent = [create_account(province, CODES, Role.SCHOOL, stage.world.school.id, **given) for _ in range(RIVALS)]  # type: ignore[arg-type]
    outcomes = await asyncio.gather(*sent, return_exceptions=True)
    assert Counter(type(outcome) for outcome in outcomes) == {Issued: 1, ShownOnce: RIVALS - 1}
    assert await Audit.all().count() == await ActivationCode.all().count() == 1


async def test_a_roster_is_written_once(stage: Stage) -> None:
    school, typed = stage.once(Role.SCHOOL, "k"), rows(3)
    before = (await SigningCounters.get(school_id=stage.world.school.id, class_year=OPEN_YEAR)).graduates
    told = await asyncio.gather(*(enrol(school, class_year=OPEN_YEAR, rows=typed) for _ in range(16)))
    assert len(told[0]) == await Graduate.filter(id__in=told[0]).count() == 3
    assert all(each == told[0] for each in told)
    assert (await SigningCounters.get(school_id=stage.world.school.id, class_year=OPEN_YEAR)).graduates == before + 3
    await assert_counted()


async def test_a_set_up_and_types_that_could_be_written_twice_are_written_once(stage: Stage) -> None:
    await Agreement.all().delete()
    choices = {stage.world.school.id: AgreementType.TWO_PARTY}
    province = stage.once(Role.PROVINCE, "k")
    assert set(await asyncio.gather(*(set_agreement_types(province, class_year=OPEN_YEAR, choices=choices) for _ in range(16)))) == {1}
    school = stage.once(Role.SCHOOL, "k")
    setting_up = [
        set_up_school(
            school,
            class_year=OPEN_YEAR,
            feature=Feature.DESTINATION,
            review_levels=ReviewLevels.SCHOOL_ONLY,
            reply_days=7,
            contact="就业指导中心",
        )
        for _ in range(16)
    ]
    assert len(set(await asyncio.gather(*setting_up))) == 1
    assert await Audit.all().count() == await IdempotencyKey.all().count() == 2


async def test_a_bulk_review_sent_many_times_at_once_is_told_as_done_to_all(stage: Stage) -> None:
    seen = await waiting(stage, 2 * PORTION + 7)
    school = stage.once(Role.SCHOOL, "k")
    told = await asyncio.gather(*(review_many(school, RecordKind.AGREEMENT, seen, RecordMove.PASS, None) for _ in range(8)))
    assert all(each == [Reviewed(one.id) for one in seen] for each in told)
    assert await Audit.all().count() == len(seen)
    await assert_counted()


async def test_of_two_bulk_reviews_under_one_key_at_once_one_is_refused_whole(stage: Stage) -> None:
    seen = await waiting(stage, 2 * PORTION)
    mine, others = seen[:PORTION], seen[PORTION:]
    sent = [
        review_many(stage.once(Role.SCHOOL, "k", name), RecordKind.AGREEMENT, each, RecordMove.PASS, None)
        for name, each in (("1", mine), ("2", others)) * 4
    ]
    outcomes = await asyncio.gather(*sent, return_exceptions=True)
    assert Counter(isinstance(outcome, IdempotencyKeyReused) for outcome in outcomes) == {True: 4, False: 4}
    assert await Agreement.filter(status=Status.EFFECTIVE).count() == PORTION
    await assert_counted()
