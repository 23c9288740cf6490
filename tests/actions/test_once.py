"""An act under an idempotency key is done once: sent again it is told again, and a key is for one act of one account."""

from typing import Final
from uuid import UUID, uuid4

import pytest

from actions.account import create_account, rename_account, reset_password
from actions.agreement import invite, move_agreement
from actions.application import apply
from actions.bulk_review import Reviewed, Seen, review_many
from actions.employer_terms import Terms
from actions.gate import set_agreement_types
from actions.once import Returned, told, written
from actions.roster import remove_graduate
from actions.roster_codes import issue_graduate_codes, reset_graduate
from actions.trail import Act
from actions.transaction import Inconsistent, one_transaction
from models import Account, Audit, ClassYear, Graduate, IdempotencyKey
from rules.acts import ActName, RecordKind
from rules.agreement import MOST_REVIEWED_AT_ONCE, Move, Status
from rules.errors import ChangedMeanwhile, ClassYearClosed, MoveNotAllowed, NotFound, Refusals
from rules.gate import AgreementType, ClassYearState
from rules.idempotency import LONGEST_KEY, is_idempotency_key
from rules.idempotency_errors import IdempotencyKeyReused, ShownOnce
from rules.record_terms import RecordMove
from rules.roles import Role
from rules.roster import MOST_AT_ONCE
from tests.actions.stage import CODES, Stage, another_graduation, assert_counted
from tests.actions.test_bulk_review import waiting
from tests.engines import texts_of
from tests.world import OPEN_YEAR, READ_WRITE, make_agreement

TERMS: Final = Terms(employer_name="线下签约单位", employer_uscc="91110000MA00000077")


async def test_what_was_done_is_told_again_and_not_done_again(stage: Stage) -> None:
    agreement = await make_agreement(stage.world)
    graduate = stage.once(Role.GRADUATE, "k")
    assert await move_agreement(graduate, agreement.id, Move.ACCEPT, version=1) == agreement.id
    async with stage.leaves_no_trace():
        assert await move_agreement(graduate, agreement.id, Move.ACCEPT, version=1) == agreement.id
    kept = await IdempotencyKey.get()
    assert (kept.account_id, kept.mutation, kept.created_at) == (graduate.actor.account_id, "anyMutation", stage.clock.now())


async def test_what_was_made_is_told_by_its_own_id(stage: Stage) -> None:
    graduate = stage.once(Role.GRADUATE, "k")
    made = await apply(graduate, stage.world.graduate.id, TERMS)
    async with stage.leaves_no_trace():
        assert await apply(graduate, stage.world.graduate.id, TERMS) == made


async def test_without_a_key_what_was_done_is_refused(stage: Stage) -> None:
    agreement = await make_agreement(stage.world)
    await move_agreement(stage.as_role(Role.GRADUATE), agreement.id, Move.ACCEPT, version=1)
    assert await IdempotencyKey.all().count() == 0
    async with stage.refuses(MoveNotAllowed):
        await move_agreement(stage.as_role(Role.GRADUATE), agreement.id, Move.ACCEPT, version=1)


async def test_what_was_done_is_told_however_far_the_record_has_gone_since(stage: Stage) -> None:
    agreement = await make_agreement(stage.world, status=Status.PENDING_SCHOOL)
    school = stage.once(Role.SCHOOL, "k")
    await move_agreement(school, agreement.id, Move.PASS, version=1)
    await move_agreement(stage.as_role(Role.SCHOOL), agreement.id, Move.VOID, version=2, reason="失误")
    await ClassYear.filter(year=OPEN_YEAR).update(state=ClassYearState.CLOSED)
    async with stage.leaves_no_trace():
        assert await move_agreement(school, agreement.id, Move.PASS, version=1) == agreement.id


@pytest.mark.parametrize("other", [{"given": "another input"}, {"mutation": "anotherMutation"}])
async def test_a_key_is_for_one_mutation_and_one_input(stage: Stage, other: dict[str, str]) -> None:
    first = await make_agreement(stage.world)
    second = await make_agreement(stage.world, employer=stage.world.other_employer)
    await move_agreement(stage.once(Role.GRADUATE, "k"), first.id, Move.REJECT, version=1)
    async with stage.refuses(IdempotencyKeyReused):
        await move_agreement(stage.once(Role.GRADUATE, "k", **other), second.id, Move.REJECT, version=1)
    await move_agreement(stage.once(Role.GRADUATE, "another key", **other), second.id, Move.REJECT, version=1)
    assert await IdempotencyKey.all().count() == 2


async def test_a_key_that_was_used_is_told_before_what_else_is_wrong(stage: Stage) -> None:
    agreement = await make_agreement(stage.world)
    await move_agreement(stage.once(Role.GRADUATE, "k"), agreement.id, Move.REJECT, version=1)
    async with stage.refuses(IdempotencyKeyReused):
        await move_agreement(stage.once(Role.GRADUATE, "k", "another"), uuid4(), Move.REJECT, version=1)


async def test_two_accounts_may_use_the_same_key(stage: Stage) -> None:
    agreement = await make_agreement(stage.world)
    await move_agreement(stage.once(Role.GRADUATE, "k"), agreement.id, Move.ACCEPT, version=1)
    await move_agreement(stage.once(Role.DEPARTMENT, "k"), agreement.id, Move.PASS, version=2)
    kept = await IdempotencyKey.all()
    assert len({each.key_digest for each in kept}) == len({each.input_digest for each in kept}) == 2


async def test_a_refusal_keeps_nothing_and_what_was_refused_can_be_done_under_the_same_key(stage: Stage) -> None:
    agreement = await make_agreement(stage.world)
    graduate = stage.once(Role.GRADUATE, "k")
    async with stage.refuses(ChangedMeanwhile):
        await move_agreement(graduate, agreement.id, Move.ACCEPT, version=9)
    async with stage.refuses(NotFound):
        await move_agreement(graduate, uuid4(), Move.ACCEPT, version=1)
    corrected = stage.once(Role.GRADUATE, "k", "corrected")
    assert await move_agreement(corrected, agreement.id, Move.ACCEPT, version=1) == agreement.id


async def test_several_refusals_keep_nothing_either(stage: Stage) -> None:
    async with stage.refuses(Refusals):
        await issue_graduate_codes(stage.once(Role.SCHOOL, "k"), CODES, [uuid4()])


async def test_a_code_is_shown_once_and_kept_nowhere(stage: Stage, database: str) -> None:
    world = stage.world
    graduate, account = await Graduate.get(id=world.graduate.id), await Account.get(id=world.accounts[Role.SCHOOL].id)
    await Account.filter(person_id=graduate.person_id).update(school_id=world.school.id, password_hash=None)
    province, school = Role.PROVINCE, Role.SCHOOL

    async def create() -> list[str]:
        given = {"username": "10001da", "display_name": "北京大学档案馆"}
        return [(await create_account(stage.once(province, "1"), CODES, school, world.school.id, levels=READ_WRITE, **given)).code]

    async def reset() -> list[str]:
        return [(await reset_password(stage.once(province, "2"), CODES, account.id, version=account.version, reason="遗忘")).code]

    async def issue() -> list[str]:
        return [each.issued.code for each in await issue_graduate_codes(stage.once(school, "3"), CODES, [graduate.id])]

    async def reset_of_graduate() -> list[str]:
        return [(await reset_graduate(stage.once(school, "4"), CODES, graduate.id, reason="遗忘")).issued.code]

    for act in (create, reset, issue, reset_of_graduate):
        shown = await act()
        async with stage.refuses(ShownOnce):
            await act()
        assert not any(code in text for _, text in await texts_of(database) for code in shown)
    assert await IdempotencyKey.all().count() == await Audit.all().count() == 4


async def test_nothing_of_an_input_or_a_key_is_kept(stage: Stage, database: str) -> None:
    graduate, number = stage.world.graduate, stage.world.id_number(stage.world.graduate)
    employer = stage.once(Role.EMPLOYER, number, {"name": graduate.name, "idNumber": number})
    await invite(employer, school_id=graduate.school_id, class_year=OPEN_YEAR, name=graduate.name, id_number=number)
    [(_, text)] = [(table, text) for table, text in await texts_of(database) if table == "idempotency_key"]
    assert number not in text
    assert graduate.name not in text


async def test_what_is_removed_is_told_as_removed(stage: Stage) -> None:
    idle = await another_graduation(stage.world.graduate, 1)
    school = stage.once(Role.SCHOOL, "k")
    await remove_graduate(school, idle.id, version=1, reason="误登记")
    async with stage.leaves_no_trace():
        await remove_graduate(school, idle.id, version=1, reason="误登记")
    assert not await Graduate.exists(id=idle.id)


async def test_an_act_that_had_nothing_to_write_is_told_as_it_was(stage: Stage) -> None:
    province, choices = stage.once(Role.PROVINCE, "k"), {stage.world.school.id: AgreementType.THREE_PARTY}
    assert await set_agreement_types(province, class_year=OPEN_YEAR, choices=choices) == 0
    await set_agreement_types(stage.as_role(Role.PROVINCE), class_year=OPEN_YEAR, choices={stage.world.school.id: AgreementType.TWO_PARTY})
    async with stage.leaves_no_trace():
        assert await set_agreement_types(province, class_year=OPEN_YEAR, choices=choices) == 0


async def test_an_invitation_that_expires_the_one_before_it_has_one_key_for_both(stage: Stage) -> None:
    graduate, number = stage.world.graduate, stage.world.id_number(stage.world.graduate)
    before = await make_agreement(stage.world)
    assert before.reply_deadline is not None
    stage.clock.move_to(before.reply_deadline)

    async def send() -> UUID:
        employer = stage.once(Role.EMPLOYER, "k")
        return await invite(employer, school_id=graduate.school_id, class_year=OPEN_YEAR, name=graduate.name, id_number=number)

    sent = await send()
    assert await send() == sent != before.id
    assert await Audit.all().count() == 2
    assert await IdempotencyKey.all().count() == 1
    await assert_counted()


async def test_an_act_under_a_key_that_does_not_say_what_it_returns_is_a_fault_and_leaves_nothing(stage: Stage) -> None:
    ctx = stage.once(Role.SCHOOL, "k")
    async with stage.refuses(Inconsistent), one_transaction(ctx, stage.clock.now()) as trail:
        await trail.record(Act(ActName.AGREEMENT_PASS, RecordKind.AGREEMENT, uuid4(), "11", school_id=uuid4()))


async def test_what_fails_after_an_act_takes_its_key_with_it(stage: Stage) -> None:
    ctx = stage.once(Role.SCHOOL, "k")

    async def fail() -> None:
        async with one_transaction(ctx, stage.clock.now()) as trail:
            trail.returns(uuid4())
            raise NotFound

    async with stage.refuses(NotFound):
        await fail()
    account = await Account.get(id=stage.world.accounts[Role.SCHOOL].id)
    province = stage.once(Role.PROVINCE, "k")
    await rename_account(province, account.id, version=account.version, display_name="新名称")
    assert [each.account_id for each in await IdempotencyKey.all()] == [province.actor.account_id]


async def test_a_bulk_review_goes_on_where_it_was_and_decides_anew_what_was_refused(stage: Stage) -> None:
    seen = await waiting(stage, 3)
    early = await make_agreement(stage.world, graduate=stage.world.classmate, status=Status.PENDING_DEPARTMENT)
    school, sent = stage.once(Role.SCHOOL, "k"), [seen[0], Seen(early.id, 2), *seen[1:]]
    first = await review_many(school, RecordKind.AGREEMENT, sent, RecordMove.PASS, None)
    assert [type(each.refusal) for each in first] == [type(None), MoveNotAllowed, type(None), type(None)]
    async with stage.leaves_no_trace():
        again = await review_many(school, RecordKind.AGREEMENT, sent, RecordMove.PASS, None)
    assert [(each.id, type(each.refusal)) for each in again] == [(each.id, type(each.refusal)) for each in first]
    await move_agreement(stage.as_role(Role.DEPARTMENT, department_id=early.department_id), early.id, Move.PASS, version=1)
    assert await review_many(school, RecordKind.AGREEMENT, sent, RecordMove.PASS, None) == [Reviewed(each.id) for each in sent]
    assert await IdempotencyKey.all().count() == 1
    await assert_counted()
    async with stage.refuses(IdempotencyKeyReused):
        await review_many(stage.once(Role.SCHOOL, "k", "another"), RecordKind.AGREEMENT, sent, RecordMove.PASS, None)


async def test_a_bulk_review_of_which_nothing_is_done_keeps_no_key(stage: Stage) -> None:
    seen = await waiting(stage, 2)
    await ClassYear.filter(year=OPEN_YEAR).update(state=ClassYearState.CLOSED)
    async with stage.leaves_no_trace():
        outcomes = await review_many(stage.once(Role.SCHOOL, "k"), RecordKind.AGREEMENT, seen, RecordMove.PASS, None)
    assert {type(each.refusal) for each in outcomes} == {ClassYearClosed}


@pytest.mark.parametrize("returned", [UUID(int=7), 0, 12, [], [UUID(int=1), UUID(int=2)], None])
def test_what_is_kept_is_told_as_it_was(returned: Returned) -> None:
    assert told(written(returned)) == returned


def test_the_longest_outcome_fits_its_column() -> None:
    longest = IdempotencyKey._meta.fields_map["outcome"].max_length  # type: ignore[attr-defined]
    assert len(written([UUID(int=1)] * MOST_AT_ONCE)) <= longest
    assert len(" ".join(map(str, range(MOST_REVIEWED_AT_ONCE)))) <= longest


@pytest.mark.parametrize("key", ["a", "!~", "b3a1c2f0-8f8e-4a53-9d7e-0a2f3f9a2b11", "x" * LONGEST_KEY])
def test_visible_ascii_is_a_key(key: str) -> None:
    assert is_idempotency_key(key)


@pytest.mark.parametrize("key", ["", " ", "a b", "幂等", "x" * (LONGEST_KEY + 1), "a\n", "\x7f", "\ud800"])
def test_anything_else_is_none(key: str) -> None:
    assert not is_idempotency_key(key)
