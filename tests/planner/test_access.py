"""Rules of denials and of rows out of scope, one by one."""

import pytest

from auth.actor import Actor
from rules.agreement import Status
from rules.roles import AccessLevel, Module, Role
from tests.planner.compiled import Compiled
from tests.world import World, make_agreement

GRADUATE = "{ agreements(first: 9) { edges { node { inviteeName graduate { name } } } } }"


def archivist(world: World) -> Actor:
    """Return a school's clerk who may see archives and nothing else."""
    return world.actor(Role.SCHOOL, levels={Module.ARCHIVE: AccessLevel.READ_WRITE})


@pytest.mark.parametrize("status", list(Status)[:9])
async def test_an_employer_sees_the_graduate_only_after_acceptance(reads: Compiled, world: World, status: Status) -> None:
    before = status in {Status.PENDING_GRADUATE, Status.WITHDRAWN, Status.REJECTED_BY_GRADUATE, Status.EXPIRED}
    agreement = await make_agreement(world, status=status)
    answer = await reads.ask(GRADUATE, world.actor(Role.EMPLOYER))
    seen = None if before else {"name": world.graduate.name}
    assert answer.data == {"agreements": {"edges": [{"node": {"inviteeName": world.graduate.name, "graduate": seen}}]}}
    assert not answer.errors
    by_id = await reads.ask(f'{{ node(id: "Graduate:{agreement.graduate_id}") {{ id }} }}', world.actor(Role.EMPLOYER))
    assert by_id.data == {"node": None}


async def test_another_employer_sees_nothing_of_the_agreement(reads: Compiled, world: World) -> None:
    agreement = await make_agreement(world, status=Status.EFFECTIVE)
    text = f'{{ agreements(first: 9) {{ totalCount edges {{ node {{ id }} }} }} node(id: "Agreement:{agreement.id}") {{ id }} }}'
    answer = await reads.ask(text, world.actor(Role.EMPLOYER, employer_id=world.other_employer.id))
    assert answer.data == {"agreements": {"totalCount": 0, "edges": []}, "node": None}
    assert not answer.errors


async def test_a_denial_inside_an_empty_list_is_reported_once(reads: Compiled, world: World) -> None:
    text = '{ graduates(first: 9, filter: {name: {eq: "nobody"}}) { edges { node { name examNumber } } totalCount } }'
    answer = await reads.ask(text, archivist(world))
    assert answer.data == {"graduates": {"edges": [], "totalCount": 0}}
    assert answer.errors == {(("graduates", "edges", "node", "examNumber"), "FORBIDDEN", "Graduate.examNumber"): 1}


async def test_a_denial_in_many_rows_is_reported_once_and_null_in_each(reads: Compiled, world: World) -> None:
    answer = await reads.ask("{ graduates(first: 9) { edges { node { n: examNumber } } } }", archivist(world))
    assert answer.data == {"graduates": {"edges": [{"node": {"n": None}}] * 4}}
    assert answer.errors == {(("graduates", "edges", "node", "n"), "FORBIDDEN", "Graduate.examNumber"): 1}


async def test_ordering_by_what_one_may_not_see_denies_the_list_and_says_nothing_of_what_is_below(reads: Compiled, world: World) -> None:
    text = "{ graduates(first: 9, orderBy: {field: EXAM_NUMBER}) { edges { node { examNumber } } } provinces(first: 1) { __typename } }"
    answer = await reads.ask(text, archivist(world))
    assert answer.data == {"graduates": None, "provinces": {"__typename": "ProvinceConnection"}}
    assert answer.errors == {(("graduates",), "FORBIDDEN", "GraduateOrderField.EXAM_NUMBER"): 1}


async def test_nobody_is_told_to_log_in_once_for_each_root_field(reads: Compiled, world: World) -> None:
    text = f'{{ a: schools(first: 1) {{ totalCount }} b: node(id: "School:{world.school.id}") {{ id }} }}'
    answer = await reads.ask(text, None)
    assert answer.data == {"a": None, "b": None}
    assert answer.errors == {(("a",), "UNAUTHENTICATED", "Query.schools"): 1, (("b",), "UNAUTHENTICATED", "School"): 1}
