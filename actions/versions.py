"""Versions of archives and of household registrations as they begin: a new record stands beside the approved one, or in its place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from actions.facts import dispatched, read_gate
from actions.in_force import Standing, settle
from actions.record_kinds import KINDS
from actions.record_step import record_act, supersede_version
from actions.steps import Done
from actions.unique import ONE_OPEN_ARCHIVE, ONE_OPEN_HUKOU, Unique, refused_by
from models import Graduate
from rules.acts import ActName, RecordKind
from rules.guards import Facts
from rules.lives import LIVES
from rules.record_terms import RecordStatus
from rules.transfer import OPEN, PENDING, counted_in, transfer_shift
from rules.transfer_errors import RecordUnderWay
from rules.transfer_terms import RecordSource

_ONE_OPEN: Final[Mapping[RecordKind, Unique]] = {RecordKind.ARCHIVE: ONE_OPEN_ARCHIVE, RecordKind.HUKOU: ONE_OPEN_HUKOU}
_BEGUN_AS: Final[Mapping[RecordSource, str]] = {
    RecordSource.GRADUATE: "SUBMIT",
    RecordSource.SCHOOL: "REGISTER",
    RecordSource.DESTINATION: "CARRY",
}


def begun_as(kind: RecordKind, source: RecordSource) -> ActName:
    """Return what the audit calls it that a record begins, by who says what it says."""
    return ActName(f"{kind}_{_BEGUN_AS[source]}")


async def begin_version(kind: RecordKind, record: Any, name: ActName, now: datetime) -> list[Done]:
    """Write a new record of a graduate whom the caller holds: beside the approved one, or, approved itself, in its place.

    Raises RecordUnderWay where another one is open, TryAgain.
    """
    done, life, of_kind = [], LIVES[kind], KINDS[kind]
    type_column = str(of_kind.type_column)
    others = of_kind.model.filter(graduate_id=record.graduate_id)
    if record.status is RecordStatus.APPROVED:
        done = await supersede_version(kind, record.graduate_id, now)
        waiting = 0
        for other in await others.filter(status__in=OPEN, is_change=False).select_for_update(no_key=True):
            # What waits is a change from here on, and its graduate is registered by what is approved.
            await others.filter(id=other.id).update(is_change=True)
            waiting += other.status in PENDING
        await record.save(force_create=True)
        in_force = Standing(is_in_force=True, said={"status": record.status})
        done += await settle(record, kind, life.feature, before=False, after=in_force, version=record.version, now=now)
        less = {"registered": -1} if waiting else {}
    else:
        record.is_change = await others.filter(status=RecordStatus.APPROVED).exists()
        with refused_by(_ONE_OPEN[kind], RecordUnderWay()):
            await record.save(force_create=True)
        less = {}
    said = {column: getattr(record, column) for column in record._meta.db_fields}
    shift = dict(transfer_shift((), counted_in(said, type_column)))
    shift = {column: shift.get(column, 0) + less.get(column, 0) for column in shift.keys() | less.keys()}
    return [*done, Done(record_act(kind, record, name, before=None, after=record.status), shift, of_kind.counters)]


async def version_facts(kind: RecordKind, graduate: Graduate, now: datetime) -> Facts:
    """Return what the guards ask about, whose slot does not matter here."""
    return Facts(
        now=now,
        gate=await read_gate(LIVES[kind].feature, graduate.class_year, graduate.school_id, graduate.province_code),
        slot_free=True,
        basics_confirmed=graduate.confirmed_at is not None,
        reason=None,
        archive_in_school=bool(graduate.archive_in_school),
        archive_dispatched=kind is RecordKind.ARCHIVE and graduate.id in await dispatched([graduate.id]),
        hukou_in_school=bool(graduate.hukou_in_school),
    )
