"""Every field of every record, for everybody, in scope and out of scope: through `node(id:)`, and through what discloses a graduate."""

import pytest
from graphql import NonNullTypeNode

from rules.roles import Role
from tests.access.conftest import Cells
from tests.access.expected import check_record, denial, denied_fields, field_denials, truths
from tests.access.oracle import FREE_TYPES, TYPES, Asker, Row, refusal, sees
from tests.access.sdl import OBJECTS, RECORDS, WRAPPERS, fields_of, is_list, node_document, target_of, whole
from tests.access.stage import LEVELS, Stage, denials


def test_the_table_speaks_of_every_type() -> None:
    roots = {"Query", "Mutation", "Subscription"}
    payloads = {name for name in OBJECTS if name.endswith("Payload")}
    assert set(OBJECTS) == set(TYPES) | FREE_TYPES | payloads | roots | set(WRAPPERS)
    counts = {"AgreementCount", "SupplementCount", "TerminationCount", "RegistrationCount"}
    groups = {"DepartmentStatistics", "DegreeStatistics", "MajorStatistics", "SchoolComparison"}
    assert set(RECORDS) == set(TYPES) - {
        *("SigningStatistics", "ArchiveStatistics", "HukouStatistics", "ArchiveRecordCount", "HukouRecordCount"),
        *counts,
        *groups,
    }


def test_what_may_be_denied_where_its_record_is_not_is_nullable() -> None:
    for type_ in TYPES:
        deniable = {name for asker in everybody_who_enters(type_) for name in denied_fields(asker, type_)}
        assert [name for name in deniable if isinstance(fields_of(type_)[name].type, NonNullTypeNode)] == []


def everybody_who_enters(type_: str) -> list[Asker]:
    """Return made-up askers of all roles and levels who may see a record of the type."""
    askers = [Asker(role.value, role, levels) for role in Role if role is not Role.SYSTEM for levels in LEVELS]
    return [asker for asker in askers if refusal(asker, iter([TYPES[type_]])) is None]


def rows_for(stage: Stage, asker: Asker, type_: str) -> list[Row]:
    """Return the rows that somebody asks for one by one: all, or where only its levels set it apart one that it sees and one it does not.

    All rows together everybody asks for in one document.
    """
    rows = stage.cast.unlike(type_)
    if asker in stage.places:
        return rows
    return list({sees(asker, row): row for row in rows}.values())


@pytest.mark.parametrize("type_", RECORDS)
async def test_a_record_shows_each_field_to_whoever_may_read_it_and_to_nobody_else(stage: Stage, cells: Cells, type_: str) -> None:
    document = node_document(type_)
    truth = await truths(stage, type_, document)
    for asker in stage.askers:
        for row in rows_for(stage, asker, type_):
            answer = await stage.ask(asker, document, id=row.id)
            record = answer["data"]["node"]
            facts = refusal(asker, iter([TYPES[type_]]))
            if facts is not None:
                assert record is None
                assert denials(answer) == [denial(type_, facts, ["node"])]
            else:
                assert (record is not None) is sees(asker, row), (asker.name, row.id)
                assert denials(answer) == field_denials(asker, type_, ["node"])
                if record is not None:
                    check_record(stage, asker, row, record, truth[row.id])
            cells.add("fields of records", len(fields_of(type_)))


@pytest.mark.parametrize("type_", RECORDS)
async def test_many_records_show_what_each_shows_alone(stage: Stage, cells: Cells, type_: str) -> None:
    rows = stage.cast.of(type_)[:100]
    document = f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {type_} {{ {whole(type_)} }} }} }}"
    truth = await truths(stage, type_, node_document(type_))
    for asker in stage.askers:
        answer = await stage.ask(asker, document, ids=[row.id for row in rows])
        facts = refusal(asker, iter([TYPES[type_]]))
        assert denials(answer) == ([denial(type_, facts, ["nodes"])] if facts is not None else field_denials(asker, type_, ["nodes"]))
        for row, record in zip(rows, answer["data"]["nodes"], strict=True):
            assert (record is not None) is (facts is None and sees(asker, row)), (asker.name, row.id)
            if record is not None:
                check_record(stage, asker, row, record, truth[row.id])
            cells.add("fields of many records", len(fields_of(type_)))


async def test_records_of_every_type_at_once_are_denied_once_a_type_and_null_out_of_scope(stage: Stage, cells: Cells) -> None:
    for asker in stage.askers:
        for rows in (stage.rows[at : at + 100] for at in range(0, len(stage.rows), 100)):
            answer = await stage.ask(asker, "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", ids=[row.id for row in rows])
            refused = {row.type: facts for row in rows if (facts := refusal(asker, iter([TYPES[row.type]]))) is not None}
            assert denials(answer) == sorted((denial(type_, facts, ["nodes"]) for type_, facts in refused.items()), key=repr)
            expected = [{"__typename": row.type, "id": row.id} if row.type not in refused and sees(asker, row) else None for row in rows]
            assert answer["data"] == {"nodes": expected}
            cells.add("records at once", len(rows))


async def test_an_employer_reads_a_graduate_through_an_accepted_agreement_and_never_otherwise(stage: Stage, cells: Cells) -> None:
    truth = await truths(stage, "Graduate", node_document("Graduate"))
    document = f"query($id: ID!) {{ node(id: $id) {{ ... on Agreement {{ graduate {{ {whole('Graduate')} }} }} }} }}"
    for asker in stage.by_role(Role.EMPLOYER):
        for row in [row for row in stage.cast.of("Agreement") if sees(asker, row)]:
            answer = await stage.ask(asker, document, id=row.id)
            graduate = answer["data"]["node"]["graduate"]
            assert (graduate is not None) is row.discloses_graduate
            assert denials(answer) == field_denials(asker, "Graduate", ["node", "graduate"])
            if graduate is not None:
                check_leaves(graduate, truth[graduate["id"]] | dict.fromkeys(denied_fields(asker, "Graduate")))
                assert graduate["agreements"]["totalCount"] == len(own_agreements(stage, asker, row))
            cells.add("fields of disclosed graduates", len(fields_of("Graduate")))


def check_leaves(record: dict[str, object], truth: dict[str, object]) -> None:
    """Check a record's leaves and to-one relations against what the ministry reads."""
    for name, field in fields_of("Graduate").items():
        if target_of(field) is None or not is_list(field):
            assert record[name] == truth[name], name


def own_agreements(stage: Stage, asker: Asker, of: Row) -> list[Row]:
    """Return the asker's agreements with the graduate of one of them."""
    return [row for row in stage.cast.of("Agreement") if row.graduate == of.graduate and sees(asker, row)]


async def test_an_id_that_names_no_record_is_refused_alike_whoever_asks(stage: Stage) -> None:
    counters = stage.cast.of("SchoolSigningStatistics")[0]
    bad = ["", "School", "School:", "School:1", "Account:1", "Person:1", f"SigningStatistics:{counters.key}", f"school:{counters.key}"]
    for asker in stage.askers:
        for id_ in bad:
            answer = await stage.ask(asker, "query($id: ID!) { node(id: $id) { id ... on SigningFigures { graduates } } }", id=id_)
            assert answer["data"] == {"node": None}
            assert [error["extensions"] for error in answer["errors"]] == [{"code": "BAD_USER_INPUT"}], (asker.name, id_)
