"""Every mutation for everybody: the denied are refused before anything runs, the granted reach the rule and only their own rows."""

import pytest

from models import Session
from rules.roles import Module, Role
from tests.access.acts import (
    ACTS,
    KEYED,
    PUBLIC,
    TRIED_APART,
    WITHOUT_INPUT,
    account_acts,
    acts,
    codes_of,
    document,
    employer_acts,
    roster_acts,
)
from tests.access.conftest import Cells
from tests.access.expected import denial
from tests.access.oracle import MUTATIONS, WRITE, refusal, sees
from tests.access.rows import NEXT_YEAR
from tests.access.sdl import fields_of
from tests.access.stage import Stage, denials
from tests.engines import everything_stored


def test_the_table_speaks_of_every_mutation(stage: Stage) -> None:
    assert set(fields_of("Mutation")) == set(MUTATIONS) == set(ACTS) == {act.name for act in acts(stage)} | TRIED_APART
    assert {name for name, need in MUTATIONS.items() if need is None} == set(PUBLIC)


def test_acts_of_an_account_on_records_take_an_idempotency_key_and_nothing_else_does() -> None:
    arguments = {name: [each.name.value for each in field.arguments or ()] for name, field in fields_of("Mutation").items()}
    assert {name for name, taken in arguments.items() if "idempotencyKey" in taken} == KEYED
    assert all(taken == ["input", "idempotencyKey"][: len(taken)] for taken in arguments.values())


async def test_a_denied_act_is_refused_before_anything_runs_and_a_granted_one_reaches_its_rule(stage: Stage, cells: Cells) -> None:
    before = await everything_stored()
    for act in acts(stage):
        need = MUTATIONS[act.name]
        assert need is not None
        for asker in stage.askers:
            facts = refusal(asker, iter([need]))
            if facts is None:
                answer = await stage.ask(asker, document(act.name), input=act.refused)
                assert answer["status"] == 200
                assert codes_of(answer, act.name) <= act.codes, (asker.name, act.name)
            else:
                answer = await stage.ask(asker, document(act.name), input=act.doable)
                assert (answer["status"], "data" in answer) == (400, False)
                assert denials(answer) == [denial(f"Mutation.{act.name}", facts, [act.name])], (asker.name, act.name)
            cells.add("acts")
        assert await everything_stored() == before, act.name


async def test_nothing_of_a_mutation_runs_where_one_of_its_fields_is_denied(stage: Stage) -> None:
    before = await everything_stored()
    school = next(asker for asker in stage.askers if asker.name == "school www")
    query = """mutation($set: SetUpSchoolInput!, $open: OpenFeatureInput!) {
        setUpSchool(input: $set) { userErrors { code } } openFeature(input: $open) { userErrors { code } } }"""
    by_name = {act.name: act.doable for act in acts(stage)}
    answer = await stage.ask(school, query, set=by_name["setUpSchool"], open=by_name["openFeature"])
    assert "data" not in answer
    assert [error["extensions"]["coordinate"] for error in answer["errors"]] == ["Mutation.openFeature"]
    assert await everything_stored() == before


async def test_nothing_of_a_mutation_runs_where_one_of_its_arguments_cannot_be_read(stage: Stage) -> None:
    before = await everything_stored()
    school = next(asker for asker in stage.askers if asker.name == "school www")
    query = """mutation($set: SetUpSchoolInput!, $id: ID!, $version: Int = 1) {
        setUpSchool(input: $set) { userErrors { code } }
        voidAgreement(input: {id: $id, version: $version, reason: "失误"}) { userErrors { code } } }"""
    given = {"set": next(act.doable for act in acts(stage) if act.name == "setUpSchool"), "id": f"Agreement:{stage.cast.waiting.id}"}
    answer = await stage.ask(school, query, **given, version=None)
    assert (answer["status"], "data" in answer) == (400, False)
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]
    assert await everything_stored() == before


async def test_an_act_on_a_row_out_of_scope_finds_no_such_row(stage: Stage, cells: Cells) -> None:
    before = await everything_stored()
    tried = ("withdrawInvitation", "acceptInvitation", "rejectInvitation", "reviewAgreement", "voidAgreement")
    more = {"reviewAgreement": {"decision": "PASS"}, "voidAgreement": {"reason": "失误"}}
    for name in tried:
        need = MUTATIONS[name]
        assert need is not None
        for asker in [asker for asker in stage.askers if refusal(asker, iter([need])) is None]:
            for row in [row for row in stage.cast.of("Agreement") if not sees(asker, row)]:
                answer = await stage.ask(asker, document(name), input={"id": row.id, "version": 1, **more.get(name, {})})
                assert codes_of(answer, name) == {"NOT_FOUND"}, (asker.name, name, row.id)
                cells.add("acts out of scope")
    assert await everything_stored() == before


async def test_a_province_sets_types_of_its_own_schools_alone(stage: Stage) -> None:
    before = await everything_stored()
    province = next(asker for asker in stage.askers if asker.name == "province 11")
    for name, more in (("setAgreementTypes", {}), ("openFeature", {"feature": "DESTINATION"})):
        choices = [{"school": f"School:{stage.world.far_school.id}", "agreementType": "THREE_PARTY"}]
        answer = await stage.ask(province, document(name), input={"classYear": NEXT_YEAR, "choices": choices, **more})
        assert codes_of(answer, name) <= {"NOT_FOUND", "FEATURE_ALREADY_OPEN"}
    assert await everything_stored() == before


async def test_a_school_sets_up_only_what_it_holds_read_write_on(stage: Stage, cells: Cells) -> None:
    before = await everything_stored()
    setup = next(act.doable for act in acts(stage) if act.name == "setUpSchool")
    features = {"DESTINATION": Module.EMPLOYMENT, "ARCHIVE": Module.ARCHIVE, "HUKOU": Module.HUKOU}
    for asker in [asker for asker in stage.by_role(Role.SCHOOL) if WRITE in asker.held]:
        for feature, module in features.items():
            if asker.level([module]) is not WRITE:
                answer = await stage.ask(asker, document("setUpSchool"), input={**setup, "feature": feature})
                assert codes_of(answer, "setUpSchool") == {"LEVEL_TOO_LOW"}, (asker.name, feature)
                cells.add("set-ups of another module")
    assert await everything_stored() == before


async def test_what_is_anybodys_is_refused_by_its_rule_and_writes_nothing(stage: Stage, cells: Cells) -> None:
    before = await everything_stored()
    for name, (refused, code) in PUBLIC.items():
        for asker in (stage.askers[0], stage.askers[1]):
            answer = await stage.ask(asker, document(name), input=refused)
            assert codes_of(answer, name) == {code}
            cells.add("acts")
    assert await everything_stored() == before


async def test_an_act_on_a_graduate_of_another_school_finds_no_such_graduate(stage: Stage, cells: Cells) -> None:
    before = await everything_stored()
    for act in [act for act in roster_acts(stage)[1:] if act.name != "confirmBasicData"]:
        for asker in stage.by_role(Role.SCHOOL):
            if WRITE is asker.level([Module.EMPLOYMENT]):
                for row in [row for row in stage.cast.of("Graduate") if not sees(asker, row)]:
                    named = {"graduates": [row.id]} if "graduates" in act.doable else act.doable | {"graduate": row.id}
                    answer = await stage.ask(asker, document(act.name), input=named)
                    assert codes_of(answer, act.name) == {"NOT_FOUND"}, (asker.name, act.name, row.id)
                    cells.add("acts out of scope")
    assert await everything_stored() == before


async def test_an_act_on_an_import_of_another_school_finds_no_such_import(stage: Stage, cells: Cells) -> None:
    before = await everything_stored()
    for asker in stage.by_role(Role.SCHOOL):
        if WRITE is asker.level([Module.EMPLOYMENT]):
            for row in [row for row in stage.cast.of("RosterImport") if not sees(asker, row)]:
                answer = await stage.ask(asker, document("cancelRosterImport"), input={"rosterImport": row.id})
                assert codes_of(answer, "cancelRosterImport") == {"NOT_FOUND"}, (asker.name, row.id)
                cells.add("acts out of scope")
    assert await everything_stored() == before


async def test_nobody_cancels_the_download_of_another_account(stage: Stage, cells: Cells) -> None:
    before = await everything_stored()
    need = MUTATIONS["cancelDownload"]
    assert need is not None
    for asker in [asker for asker in stage.places if refusal(asker, iter([need])) is None]:
        for row in [row for row in stage.cast.of("Download") if not sees(asker, row)]:
            answer = await stage.ask(asker, document("cancelDownload"), input={"download": row.id})
            assert codes_of(answer, "cancelDownload") == {"NOT_FOUND"}, (asker.name, row.id)
            cells.add("acts out of scope")
    assert await everything_stored() == before


async def test_nobody_imports_the_file_of_another_account(stage: Stage, cells: Cells) -> None:
    before, asked = await everything_stored(), next(act.doable for act in acts(stage) if act.name == "importRoster")
    for asker in stage.by_role(Role.SCHOOL):
        if WRITE is asker.level([Module.EMPLOYMENT]) and asker.name != "school w--":
            answer = await stage.ask(asker, document("importRoster"), input=asked)
            assert codes_of(answer, "importRoster") == {"NOT_FOUND"}, asker.name
            cells.add("acts out of scope")
    assert await everything_stored() == before


async def test_an_act_on_a_registration_that_one_may_not_see_finds_no_such_registration(stage: Stage, cells: Cells) -> None:
    before = await everything_stored()
    for act in employer_acts(stage):
        need = MUTATIONS[act.name]
        assert need is not None
        for asker in [asker for asker in stage.askers if refusal(asker, iter([need])) is None]:
            for row in [row for row in stage.cast.of("EmployerRegistration") if not sees(asker, row)]:
                answer = await stage.ask(asker, document(act.name), input=act.doable | {"employer": row.id})
                assert codes_of(answer, act.name) == {"NOT_FOUND"}, (asker.name, act.name, row.id)
                cells.add("acts out of scope")
    assert await everything_stored() == before


async def test_an_act_on_an_account_that_one_may_not_see_finds_no_such_account(stage: Stage, cells: Cells) -> None:
    before = await everything_stored()
    for act in [act for act in account_acts(stage) if "account" in act.doable]:
        need = MUTATIONS[act.name]
        assert need is not None
        for asker in [asker for asker in stage.places if refusal(asker, iter([need])) is None]:
            for row in [row for row in stage.cast.unlike("Account") if not sees(asker, row)]:
                answer = await stage.ask(asker, document(act.name), input=act.doable | {"account": row.id})
                assert codes_of(answer, act.name) == {"NOT_FOUND"}, (asker.name, act.name, row.id)
                cells.add("acts out of scope")
    assert await everything_stored() == before


async def test_nobody_ends_a_session_of_somebody_else(stage: Stage, cells: Cells) -> None:
    before = await everything_stored()
    for asker in stage.askers[1:]:
        for row in stage.cast.of("Session"):
            if row.account != asker.account and row.account in {stage.askers[1].account, stage.askers[-1].account}:
                answer = await stage.ask(asker, document("endSession"), input={"id": row.id})
                assert codes_of(answer, "endSession") == {"NOT_FOUND"}
                cells.add("acts out of scope")
    assert await everything_stored() == before


@pytest.mark.parametrize("name", sorted(WITHOUT_INPUT))
async def test_nobody_who_is_not_logged_in_ends_anything(stage: Stage, cells: Cells, name: str) -> None:
    before = await everything_stored()
    need = MUTATIONS[name]
    assert need is not None
    facts = refusal(stage.askers[0], iter([need]))
    assert facts is not None
    answer = await stage.ask(stage.askers[0], document(name))
    assert (answer["status"], "data" in answer) == (400, False)
    assert denials(answer) == [denial(f"Mutation.{name}", facts, [name])]
    assert await everything_stored() == before
    cells.add("acts")


async def test_whoever_ends_the_others_or_logs_out_ends_its_own_alone(stage: Stage, cells: Cells) -> None:
    for asker in stage.askers[1:]:
        others = Session.filter(ended_at=None).exclude(account_id=asker.account)
        before = await others.count()
        mine = len([row for row in stage.cast.of("Session") if row.account == asker.account])
        answer = await stage.ask(asker, document("endOtherSessions"))
        assert answer["data"]["endOtherSessions"] == {"ended": mine - 2, "userErrors": []}
        answer = await stage.ask(asker, document("logout"))
        session = answer["data"]["logout"]["session"]
        assert (session["isCurrent"], session["endReason"]) == (True, "LOGOUT")
        assert stage.cast.find(session["id"]).account == asker.account
        assert (await stage.ask(asker, document("logout")))["status"] == 401
        assert await others.count() == before
        cells.add("acts done", 2)
