"""An explanation: what was decided of whom, the statement that would run, where each value is from, and nothing personal."""

from typing import Any, Final

import pytest
from graphql import GraphQLError

from auth.actor import Actor
from auth.modules import Profile
from planner.explain import Explained, Explainer, Explaining, indented
from rules.roles import AccessLevel, Module, Role
from tests.engines import everything_stored
from tests.outputs import numbers_in
from tests.planner.compiled import Compiled, Noted, scope_of
from tests.world import VAULT, World

LISTED: Final = """query($name: String, $school: ID!, $cursor: String) {
  graduates(first: 7, after: $cursor, orderBy: [{field: STUDENT_NUMBER, direction: DESC}],
    filter: {name: {eq: $name}, classYear: {eq: 2023}, school: {eq: $school}, examNumber: {in: ["230001", "230002"]}}) {
    edges { node { name idNumber agreements(last: 3, filter: {status: {eq: EFFECTIVE}}) { totalCount } } }
  }
  viewer { role }
}"""


async def explained(reads: Compiled, actor: Actor | None, text: str, **variables: Any) -> list[Explained]:
    """Explain a document as an actor."""
    context = Explaining(Profile.of(actor), scope_of(actor), reads.database)
    return await Explainer.of(reads.schema, reads.read(text), context, variables, None).explain()


def decided(field: Explained) -> dict[str, bool]:
    """Return the decisions of a root field: coordinate -> whether it was granted."""
    return {decision.coordinate: decision.refusal is None for decision in field.decisions}


async def test_a_read_shows_what_it_asks_the_statement_that_runs_and_where_each_value_is_from(reads: Compiled, world: World) -> None:
    cursor = b'["-STUDENT_NUMBER",null,"00000000-0000-4000-8000-000000000000"]'.hex()
    given = {"name": "花贞沈", "school": f"School:{world.school.id}", "cursor": cursor}
    graduates, viewer = await explained(reads, world.actor(Role.SCHOOL), LISTED, **given)
    assert (graduates.key, graduates.coordinate, graduates.errors) == ("graduates", "Query.graduates", [])
    assert {"Query.graduates", "Graduate.idNumber", "GraduateFilter.examNumber", "GraduateOrderField.STUDENT_NUMBER"} <= decided(
        graduates
    ).keys()
    assert all(decided(graduates).values())
    assert {each.source: each.value for each in graduates.parameters} == {
        "scope of GRADUATE: school_id": repr(world.school.id),
        "scope of AGREEMENT: school_id": repr(world.school.id),
        "graduates: filter, class_year eq": "2023",
        "graduates: filter, name eq": "<3 characters>",
        "graduates: filter, exam_number in": "<2 values>",
        "graduates: filter, school_id eq": repr(world.school.id),
        "graduates: after, id": "UUID('00000000-0000-4000-8000-000000000000')",
        "graduates: first": "7",
        "graduates.edges.node.agreements: filter, status eq": "'EFFECTIVE'",
    }
    assert graduates.statement is not None
    assert "".join(graduates.statement.split()) == "".join((await ran(reads, world.actor(Role.SCHOOL), LISTED, **given)).split())
    assert any("graduate" in line for line in graduates.plan)
    assert (viewer.statement, decided(viewer)) == (None, {"Query.viewer": True})


async def test_an_identity_number_is_looked_for_and_never_shown(reads: Compiled, world: World) -> None:
    number = world.id_number(world.graduate)
    text = "query($n: [String!]) { graduates(first: 1, filter: {idNumber: {in: $n}}) { totalCount } }"
    (field,) = await explained(reads, world.actor(Role.SCHOOL), text, n=[number])
    assert decided(field)["GraduateFilter.idNumber"]
    (shown,) = (each for each in field.parameters if "secret" in each.source)
    assert (shown.source, shown.value) == ("graduates: filter, the index of a secret text", "<1 values>")
    assert numbers_in(repr(field)) == set()
    assert VAULT.index(number) not in repr(field)


async def ran(reads: Compiled, actor: Actor, text: str, **variables: Any) -> str:
    """Return the one statement that a document runs."""
    noting = Noted(reads.database)
    await Compiled(reads.schema, noting).answer(reads.read(text), variables, actor)
    (statement,) = noting.statements
    return statement


async def test_a_denial_shows_which_requirement_refused_it(reads: Compiled, world: World) -> None:
    clerk = world.actor(Role.SCHOOL, levels={Module.ARCHIVE: AccessLevel.READ_ONLY})
    (field,) = await explained(reads, clerk, "{ graduates(first: 1) { edges { node { name examNumber } } } }")
    assert decided(field) == {"Query.graduates": True, "Graduate.name": True, "Graduate.examNumber": False}
    refusal = next(decision.refusal for decision in field.decisions if decision.refusal)
    assert refusal == {"code": "FORBIDDEN", "anyOf": ["EMPLOYMENT"], "required": "READ_ONLY", "held": "NONE"}
    assert [error.path for error in field.errors] == [["graduates", "edges", "node", "examNumber"]]
    assert field.statement is not None


@pytest.mark.parametrize(
    "text", ["{ schools(first: 0) { totalCount } }", '{ node(id: "x") { id } }', "{ agreements(first: 1) { totalCount } }"]
)
async def test_what_is_refused_has_no_statement(reads: Compiled, world: World, text: str) -> None:
    (field,) = await explained(reads, world.actor(Role.SCHOOL, levels={Module.ARCHIVE: AccessLevel.READ_ONLY}), text)
    assert field.statement is None
    assert len(field.errors) == 1


async def test_every_kind_of_root_field_is_explained(reads: Compiled, world: World) -> None:
    text = f"""{{ node(id: "School:{world.school.id}") {{ id }} nodes(ids: ["School:{world.school.id}", "Province:11"]) {{ id }}
        signingStatistics(classYear: 2023, province: "Province:11") {{ signed schools(first: 1) {{ totalCount }} }} }}"""
    node, nodes, sums = await explained(reads, world.actor(Role.PROVINCE), text)
    assert [each.source for each in node.parameters] == ["the key in the ID"]
    assert {each.source for each in nodes.parameters} == {"the types in the IDs", "the keys in the IDs"}
    sources = {each.source: each.value for each in sums.parameters}
    assert sources["signingStatistics: argument, province_code eq"] == "'11'"
    assert sources["signingStatistics: argument, class_year eq"] == "2023"
    assert all(each.plan for each in (node, nodes, sums))


async def test_a_mutation_is_held_against_its_access_and_not_run(reads: Compiled, world: World) -> None:
    before = await everything_stored()
    text = "mutation { openFeature(input: {feature: HUKOU}) { userErrors { code } } }"
    for role, granted in ((Role.PROVINCE, True), (Role.SCHOOL, False)):
        (field,) = await explained(reads, world.actor(role), text)
        assert decided(field) == {"Mutation.openFeature": granted}
        assert field.statement is None
    assert await everything_stored() == before


async def test_a_live_view_is_explained_as_the_read_it_is(reads: Compiled, world: World) -> None:
    (field,) = await explained(reads, world.actor(Role.MINISTRY), "subscription { signingStatistics(classYear: 2023) { signed } }")
    assert field.coordinate == "Subscription.signingStatistics"
    assert field.statement is not None


async def test_variables_that_do_not_fit_are_refused(reads: Compiled, world: World) -> None:
    with pytest.raises(GraphQLError):
        await explained(reads, world.actor(Role.MINISTRY), "query($n: Int!) { schools(first: $n) { totalCount } }", n="x")


def test_a_statement_is_indented_without_a_change_to_what_it_says() -> None:
    statement = (
        "select (select 'a (select b) where ''c' from x where y in (1,2) and z=(select 1 from w order by v limit 2) order by f(a from b))"
    )
    assert indented(statement) == (
        "select (\n  select 'a (select b) where ''c'\n  from x\n  where y in (1,2) and z=(\n    select 1\n    from w\n    order by v\n"
        "    limit 2\n  )\n  order by f(a from b)\n)"
    )
