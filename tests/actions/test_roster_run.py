"""Importing a roster: what is right is written once, what is not is told row by row, and the same file twice changes nothing."""

from typing import Any, Final

from actions.basics import confirm_basics
from models import Account, Audit, Department, Graduate, Person, RosterProblem, RosterRow, SigningCounters, Upload
from rules.identity import mask_id_number
from rules.roles import Role
from rules.roster_fields import BY_NAME
from rules.roster_import import ImportMode, ImportState
from storage.blobs import Blobs
from tests.actions.importing import counts, imported, problems_of
from tests.actions.stage import Stage, assert_counted
from tests.engines import everything_stored
from tests.rosters import ROW, Typed, changed, csv_file, person, rows
from tests.sheets import xlsx
from tests.world import NOW, OPEN_YEAR, VAULT

ROSTER: Final = ("graduate", "person", "account", "department")
"""The tables that a roster is in."""


async def roster_stored() -> dict[str, object]:
    """Return what the tables of a roster hold."""
    stored = await everything_stored()
    return {table: stored[table] for table in ROSTER}


async def test_a_file_becomes_people_graduations_and_accounts_to_activate(stage: Stage, blobs: Blobs) -> None:
    world, [row] = stage.world, rows(1)
    job = await imported(stage, blobs, [changed(row, name=" 新毕业 ", class_name="2019级1班")])
    assert (job.state, counts(job), job.row_total, job.row_count) == (ImportState.DONE, {"new": 1}, 1, 1)
    graduate = await Graduate.get(exam_number=row["examNumber"]).select_related("person")
    assert (graduate.school_id, graduate.department_id, graduate.province_code) == (world.school.id, world.department.id, "11")
    assert (graduate.name, graduate.class_name, graduate.archive_in_school, graduate.confirmed_at) == ("新毕业", "2019级1班", True, None)
    assert (graduate.version, graduate.class_year, graduate.created_at) == (1, OPEN_YEAR, NOW)
    assert graduate.id_number_masked == mask_id_number(str(row["idNumber"]))
    assert VAULT.open(graduate.person.identity_cipher) == row["idNumber"]
    account = await Account.get(person_id=graduate.person_id)
    assert (account.role, account.is_activated, account.school_id, account.display_name) == (
        Role.GRADUATE,
        False,
        world.school.id,
        "新毕业",
    )
    assert len(account.username) == 12
    await assert_counted()


async def test_each_row_stands_in_the_audit_as_what_its_school_did(stage: Stage, blobs: Blobs) -> None:
    job = await imported(stage, blobs, rows(3))
    acts = await Audit.all().order_by("id")
    assert [act.action for act in acts] == ["ROSTER_IMPORT", *["GRADUATE_ENROL"] * 3, "ROSTER_IMPORT_END"]
    school = stage.world.accounts[Role.SCHOOL]
    assert {(act.account_id, act.address, act.school_id) for act in acts} == {(school.id, "192.0.2.1", stage.world.school.id)}
    assert [act.record_id for act in acts if act.record_kind == "ROSTER_IMPORT"] == [str(job.id)] * 2
    assert "新增3" in str(acts[-1].reason)


async def test_the_same_file_twice_changes_nothing(stage: Stage, blobs: Blobs) -> None:
    await imported(stage, blobs, rows(5))
    before = await roster_stored()
    again = await imported(stage, blobs, rows(5))
    assert (again.state, counts(again)) == (ImportState.DONE, {"same": 5})
    assert await roster_stored() == before
    assert await Audit.filter(record_kind="GRADUATE").count() == 5
    await assert_counted()


async def test_a_changed_row_corrects_what_may_be_corrected_and_is_confirmed_anew(stage: Stage, blobs: Blobs) -> None:
    await imported(stage, blobs, rows(3))
    first = await Graduate.get(exam_number=rows(1)[0]["examNumber"])
    account = await Account.get(person_id=first.person_id)
    ctx = stage.as_role(Role.GRADUATE, account_id=account.id, person_id=first.person_id)
    await confirm_basics(ctx, first.id, version=1)
    new = [changed(rows(3)[0], name="改名者", department="rr", qq="100000001"), *rows(3)[1:]]
    job = await imported(stage, blobs, new)
    assert (job.state, counts(job)) == (ImportState.DONE, {"changed": 1, "same": 2})
    after = await Graduate.get(id=first.id)
    assert (after.name, after.qq, after.department_id) == ("改名者", "100000001", stage.world.lower_department.id)
    assert (after.version, after.confirmed_at) == (3, None)
    assert (await Account.get(id=account.id)).display_name == "改名者"
    [act] = await Audit.filter(action="GRADUATE_CORRECT")
    assert (act.record_id, act.reason) == (str(first.id), "名册导入更正：姓名、院系、QQ号码")
    await assert_counted()


async def test_a_column_that_the_file_has_not_stays_as_it_was_and_an_empty_cell_empties(stage: Stage, blobs: Blobs) -> None:
    whole = [changed(row, qq="100000001", email="a@example.com") for row in rows(1)]
    await imported(stage, blobs, whole)
    without = [{name: text for name, text in row.items() if name != "qq"} for row in whole]
    job = await imported(stage, blobs, [{**row, "email": None} for row in without])
    assert counts(job) == {"changed": 1}
    graduate = await Graduate.get(exam_number=whole[0]["examNumber"])
    assert (graduate.qq, graduate.email) == ("100000001", None)


async def test_what_may_never_change_is_told_and_not_written(stage: Stage, blobs: Blobs) -> None:
    await imported(stage, blobs, rows(2))
    before = await roster_stored()
    number, other = person(150), person(151)
    other_number = changed(rows(2)[0], id_number=number["id_number"], sex_code=number["sex_code"])
    other_exam = changed(rows(2)[1], exam_number=other["exam_number"])
    job = await imported(stage, blobs, [other_number, other_exam], mode=ImportMode.SKIP_BAD)
    assert (job.state, counts(job)) == (ImportState.DONE, {"bad": 2})
    assert await problems_of(job) == [(2, "idNumber"), (3, "examNumber")]
    assert await roster_stored() == before


BAD: Final = (
    changed(ROW, name=""),
    changed(ROW, id_number="1", mobile="2"),
    changed(ROW, degree_code="99"),
    changed(ROW, department="Rr"),
)


def bad_rows() -> list[Typed]:
    """Return bad rows of different people."""
    return [changed(row, **(person(900 + order) | _unlike(row))) for order, row in enumerate(BAD)]


def _unlike(row: Typed) -> dict[str, str | None]:
    return {"id_number": row["idNumber"]} if row["idNumber"] != ROW["idNumber"] else {}


async def test_of_all_or_nothing_one_bad_row_writes_nothing_and_every_problem_is_told(stage: Stage, blobs: Blobs) -> None:
    before = await roster_stored()
    job = await imported(stage, blobs, [*rows(3), *bad_rows()])
    assert (job.state, counts(job), job.problem_count) == (ImportState.REFUSED, {"new": 3, "bad": 4}, 5)
    assert await problems_of(job) == [(5, "name"), (6, "idNumber"), (6, "mobile"), (7, "degreeCode"), (8, "department")]
    assert "4行" in str(job.refusal)
    assert await roster_stored() == before
    await assert_counted()


async def test_where_bad_rows_are_skipped_the_others_are_written(stage: Stage, blobs: Blobs) -> None:
    job = await imported(stage, blobs, [*rows(3), *bad_rows()], mode=ImportMode.SKIP_BAD)
    assert (job.state, counts(job), job.row_total, job.row_count) == (ImportState.DONE, {"new": 3, "bad": 4}, 7, 7)
    assert await Graduate.filter(name="新毕业").count() == 3
    await assert_counted()


async def test_a_dry_run_tells_everything_and_writes_nothing(stage: Stage, blobs: Blobs) -> None:
    await imported(stage, blobs, rows(1))
    before = await roster_stored()
    given = [*rows(3), *bad_rows(), changed(ROW, **person(160), department="新院系")]
    job = await imported(stage, blobs, given, is_dry_run=True, makes_departments=True)
    assert (job.state, counts(job), job.new_departments) == (ImportState.DONE, {"new": 4, "same": 1, "bad": 3}, "Rr、新院系")
    assert await roster_stored() == before
    await assert_counted()


async def test_departments_are_made_where_that_was_asked_for(stage: Stage, blobs: Blobs) -> None:
    given = [changed(row, department=f"新院系{order % 2}") for order, row in enumerate(rows(4))]
    job = await imported(stage, blobs, given, makes_departments=True)
    assert (counts(job), job.new_departments) == ({"new": 4}, "新院系0、新院系1")
    made = await Department.filter(school=stage.world.school, name__startswith="新院系").order_by("name")
    assert [(department.name, department.province_code) for department in made] == [("新院系0", "11"), ("新院系1", "11")]
    graduates = Graduate.filter(department_id__in=[department.id for department in made])
    assert sorted(await graduates.values_list("department_id", flat=True)) == sorted([department.id for department in made] * 2)


async def test_so_many_new_departments_that_they_are_another_column_are_refused(stage: Stage, blobs: Blobs) -> None:
    given = [changed(row, department=f"院系{row['examNumber']}") for row in rows(201)]
    job = await imported(stage, blobs, given, makes_departments=True)
    assert job.state is ImportState.REFUSED
    assert "新增院系" in str(job.refusal)
    assert not await Department.filter(name__startswith="院系").exists()


async def test_who_stands_in_the_file_twice_is_told_of_both_rows(stage: Stage, blobs: Blobs) -> None:
    number, exam = person(150), person(151)
    twins = [
        ROW,
        changed(ROW, exam_number=exam["exam_number"]),
        changed(ROW, id_number=number["id_number"], sex_code=number["sex_code"]),
        *rows(1, begin=300),
    ]
    job = await imported(stage, blobs, twins, mode=ImportMode.SKIP_BAD)
    assert counts(job) == {"new": 1, "bad": 3}
    assert sorted(await problems_of(job)) == [(2, "examNumber"), (2, "idNumber"), (3, "idNumber"), (4, "examNumber")]
    told = await RosterProblem.filter(roster_import_id=job.id, row_number=3)
    assert [problem.problem for problem in told] == ["身份证号与第2行相同"]


async def test_a_person_whom_another_school_knows_keeps_its_account(stage: Stage, blobs: Blobs) -> None:
    await imported(stage, blobs, rows(2))
    people, accounts = await Person.all().count(), await Account.all().count()
    given = [changed(row, department="哲学系", name="改名者") for row in rows(3)]
    school = {"school_id": stage.world.neighbour_school.id, "account_id": (await neighbour_account(stage)).id}
    job = await imported(stage, blobs, given, scope=school)
    assert counts(job) == {"new": 3}
    assert await Person.all().count() == people + 1
    assert await Account.all().count() == accounts + 2
    assert set(await Account.filter(role=Role.GRADUATE, display_name="新毕业").values_list("school_id", flat=True)) == {
        stage.world.school.id
    }
    await assert_counted()


async def neighbour_account(stage: Stage) -> Account:
    """Return an account of the neighbour school."""
    own = stage.world.accounts[Role.SCHOOL]
    levels: dict[str, Any] = {f"{module}_level": getattr(own, f"{module}_level") for module in ("employment", "archive", "hukou")}
    place: dict[str, Any] = {"province_code": "11", "school": stage.world.neighbour_school}
    return await Account.create(username="10003", display_name="10003", role=Role.SCHOOL, **place, **levels)


async def test_columns_may_be_headed_by_codes_and_aliases_and_others_are_passed_over(stage: Stage, blobs: Blobs) -> None:
    headings = {"idNumber": "身份证号码*", "examNumber": "KSH", "department": "所在院系", "mobile": "手机（必填）"}
    file = csv_file(rows(2), headings=headings).replace(b"\r\n", ",备注\r\n".encode(), 1)
    job = await imported(stage, blobs, file)
    assert (job.state, counts(job)) == (ImportState.DONE, {"new": 2})


async def test_a_file_without_a_required_column_is_refused_and_says_which(stage: Stage, blobs: Blobs) -> None:
    without = [{name: text for name, text in row.items() if name not in {"mobile", "name"}} for row in rows(2)]
    job = await imported(stage, blobs, without)
    assert (job.state, counts(job), job.problem_count) == (ImportState.REFUSED, {}, 2)
    assert str(job.refusal).startswith("缺少必填栏目：“姓名”、“手机号码”")
    assert await problems_of(job) == [(0, "name"), (0, "mobile")]


async def test_a_field_of_two_columns_is_refused(stage: Stage, blobs: Blobs) -> None:
    file = csv_file(rows(1)).replace("学号".encode(), "考生号".encode(), 1)
    job = await imported(stage, blobs, file)
    assert (job.state, "考生号" in str(job.refusal)) == (ImportState.REFUSED, True)


async def test_a_number_that_a_spreadsheet_has_rounded_is_told_with_what_to_do(stage: Stage, blobs: Blobs) -> None:
    names = list(ROW)
    typed = [[int(str(row["idNumber"])[:17] + "0") if name == "idNumber" else row[name] for name in names] for row in rows(1)]
    file = xlsx(*typed, headings=[BY_NAME[name].label for name in names])
    job = await imported(stage, blobs, file)
    assert await problems_of(job) == [(2, "idNumber")]
    [problem] = await RosterProblem.filter(roster_import_id=job.id)
    assert "Excel" in problem.problem


async def test_an_import_that_is_over_leaves_no_file_no_rows_and_no_number_in_the_clear(stage: Stage, blobs: Blobs) -> None:
    for how in ({}, {"is_dry_run": True}):
        job = await imported(stage, blobs, [*rows(2), *bad_rows()], **how)
        assert job.upload_id is None
        assert not await Upload.all().exists()
        assert not await RosterRow.all().exists()
    stored = str(await everything_stored())
    assert not any(str(row["idNumber"]) in stored for row in rows(2))


async def test_many_rows_are_counted_once(stage: Stage, blobs: Blobs) -> None:
    before = await SigningCounters.get(school=stage.world.school, class_year=OPEN_YEAR)
    job = await imported(stage, blobs, rows(899, begin=101))
    assert (job.state, counts(job)) == (ImportState.DONE, {"new": 899})
    after = await SigningCounters.get(school=stage.world.school, class_year=OPEN_YEAR)
    assert after.graduates - before.graduates == 899
    await assert_counted()
