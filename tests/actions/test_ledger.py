"""What may be edited in the employment ledger: archives and household registrations by whoever writes them, and destinations never."""

from uuid import uuid4

import pytest

from actions.ledger import Change, edit_ledger_entry
from models import Audit, LedgerEdit, LedgerEntry
from rules.errors import (
    ChangedMeanwhile,
    ClassYearClosed,
    InvalidInput,
    LevelTooLow,
    LockedBySync,
    NotFound,
    NothingToChange,
    RuleError,
)
from rules.gate_terms import Feature
from rules.reporting import Operation
from rules.roles import AccessLevel, Module, Role
from sync.ledger import EmbeddedReceiver
from tests.actions.stage import Stage
from tests.sync.reports import reported

NONE, READ, WRITE = AccessLevel.NONE, AccessLevel.READ_ONLY, AccessLevel.READ_WRITE
NEW = [Change("employerName", "人才中心")]


async def entered(stage: Stage, feature: Feature = Feature.ARCHIVE, seq: int = 1, **more: object) -> LedgerEntry:
    """Report something of the world's graduate, and return the ledger's entry."""
    await EmbeddedReceiver(stage.clock).deliver(await reported(stage.world.graduate, seq, feature=feature, **more))  # type: ignore[arg-type]
    return await LedgerEntry.get(graduate_id=stage.world.graduate.id, feature=feature)


def levels(employment: AccessLevel, archive: AccessLevel) -> dict[Module, AccessLevel]:
    return {Module.EMPLOYMENT: employment, Module.ARCHIVE: archive, Module.HUKOU: NONE}


async def test_an_edit_stands_as_drift_with_both_values_and_the_audit_names_the_field_alone(stage: Stage) -> None:
    entry, school = await entered(stage), stage.as_role(Role.SCHOOL, levels=levels(READ, WRITE))
    await edit_ledger_entry(school, entry.id, NEW, version=1)
    edit = await LedgerEdit.get()
    assert (edit.field, edit.reported, edit.edited, edit.edited_at) == ("employerName", "单位1", "人才中心", stage.clock.now())
    assert edit.account_id == school.actor.account_id
    await entry.refresh_from_db()
    assert (entry.has_drift, entry.version) == (True, 2)
    said = await Audit.get(action="LEDGER_EDIT")
    # An act on the record: whoever has not its module learns nothing of it.
    assert (said.reason, said.record_kind, said.record_id) == ("employerName", entry.record_kind, str(entry.record_id))


async def test_a_field_that_is_as_it_was_reported_again_is_no_drift(stage: Stage) -> None:
    entry, school = await entered(stage), stage.as_role(Role.SCHOOL)
    await edit_ledger_entry(school, entry.id, [*NEW, Change("position", "x")], version=1)
    await edit_ledger_entry(school, entry.id, [Change("employerName", "单位1")], version=2)
    assert [edit.field for edit in await LedgerEdit.all()] == ["position"]
    await edit_ledger_entry(school, entry.id, [Change("position", None)], version=3)
    assert not (await LedgerEntry.get()).has_drift


async def test_what_is_approved_later_overwrites_the_edit(stage: Stage) -> None:
    entry = await entered(stage)
    await edit_ledger_entry(stage.as_role(Role.SCHOOL), entry.id, NEW, version=1)
    entry = await entered(stage, seq=2)
    assert (entry.has_drift, entry.version, await LedgerEdit.all().count()) == (False, 3, 0)


async def test_a_destination_that_came_by_sync_is_locked_and_says_where_to_go(stage: Stage) -> None:
    entry = await entered(stage, Feature.DESTINATION)
    async with stage.refuses(LockedBySync) as refused:
        await edit_ledger_entry(stage.as_role(Role.SCHOOL), entry.id, NEW, version=1)
    assert "请在登记系统中操作" in str(refused.value)


@pytest.mark.parametrize(
    ("held", "refusal"),
    [
        (levels(NONE, WRITE), LevelTooLow),
        (levels(WRITE, READ), LevelTooLow),
        (levels(WRITE, NONE), NotFound),
    ],
)
async def test_who_may_not_enter_or_not_write_the_module_is_refused(
    stage: Stage, held: dict[Module, AccessLevel], refusal: type[RuleError]
) -> None:
    entry = await entered(stage)
    async with stage.refuses(refusal):
        await edit_ledger_entry(stage.as_role(Role.SCHOOL, levels=held), entry.id, NEW, version=1)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.SCHOOL, Role.SYSTEM}])
async def test_nobody_but_a_school_edits(stage: Stage, role: Role) -> None:
    entry = await entered(stage)
    async with stage.refuses(LevelTooLow):
        await edit_ledger_entry(stage.as_role(role), entry.id, NEW, version=1)


async def test_another_schools_entry_and_one_that_is_none_look_the_same(stage: Stage) -> None:
    entry, neighbour = await entered(stage), stage.world.neighbour_school
    for key, school_id in ((uuid4(), stage.world.school.id), (entry.id, neighbour.id)):
        async with stage.refuses(NotFound):
            await edit_ledger_entry(stage.as_role(Role.SCHOOL, school_id=school_id), key, NEW, version=1)


@pytest.mark.parametrize(
    "changes",
    [[], NEW * 2, [Change("status", "x")], [Change("category", "11")], [Change("idNumber", "x")], [Change("employerName", "长" * 501)]],
)
async def test_what_cannot_stand_there_is_refused(stage: Stage, changes: list[Change]) -> None:
    entry = await entered(stage)
    async with stage.refuses(InvalidInput):
        await edit_ledger_entry(stage.as_role(Role.SCHOOL), entry.id, changes, version=1)


async def test_an_older_version_a_withdrawn_entry_a_closed_year_and_no_change_are_refused(stage: Stage) -> None:
    entry, school = await entered(stage), stage.as_role(Role.SCHOOL)
    async with stage.refuses(ChangedMeanwhile):
        await edit_ledger_entry(school, entry.id, NEW, version=2)
    async with stage.refuses(NothingToChange):
        await edit_ledger_entry(school, entry.id, [Change("employerName", "单位1")], version=1)
    await entered(stage, seq=2, operation=Operation.WITHDRAW, record_id=entry.record_id, payload={"category": None, "status": "VOIDED"})
    async with stage.refuses(ChangedMeanwhile):
        await edit_ledger_entry(school, entry.id, NEW, version=2)
    await LedgerEntry.all().update(class_year=2022)
    async with stage.refuses(ClassYearClosed):
        await edit_ledger_entry(school, entry.id, NEW, version=2)
