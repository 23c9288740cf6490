"""A province's own system as the tests of actions speak for it: Shanghai's, whose schools have set nothing up here."""

from dataclasses import replace
from typing import Any, Final

from actions.archive import archive_columns
from actions.context import ActionContext
from actions.employer_terms import Terms, columns_of
from actions.hukou import hukou_columns
from actions.inbound import Form, Handed, Imported, Withdrawal, import_many
from actions.inbound_graduate import Named
from actions.registration import approved_columns
from auth.modules import SYSTEM_LEVELS
from auth.throttle import LimitsThrottle, Throttle
from models import Graduate
from rules.archive import ArchiveEntry
from rules.errors import RuleError
from rules.hukou import HukouEntry
from rules.inbound import Ending, ImportOutcome
from rules.roles import Role
from tests.actions.stage import Stage
from tests.registrations import filled
from tests.sessions import SECRET

SYSTEM: Final = "上海就业系统"
THROTTLE: Final = LimitsThrottle(SECRET.encode())
"""Counts by account, and every world has accounts of its own."""


def system_of(stage: Stage, province_code: str = "31", name: str = SYSTEM) -> ActionContext:
    """Return the context of the account of a province's system."""
    actor = stage.world.actor(Role.PROVINCE)
    return stage.as_actor(replace(actor, province_code=province_code, source_system=name, levels=SYSTEM_LEVELS))


def named(graduate: Graduate, school_code: str = "10246", **more: Any) -> Named:
    """Return a graduate as its province's system names it: by exam number, unless `more` says otherwise."""
    by: dict[str, Any] = {"name": graduate.name, "exam_number": graduate.exam_number, "class_year": graduate.class_year}
    return Named(school_code=school_code, **{**by, **more})


def destination(category: str, subtype: str | None = None, **values: Any) -> dict[str, Form]:
    """Return what a destination says."""
    return {"registration": lambda _: approved_columns(category, filled(category, subtype, **values))}


def paper(number: str = "沪协字第0001号", **more: Any) -> dict[str, Form]:
    """Return what an agreement in force says."""
    terms = Terms(**{"employer_name": "上海测试公司", "employer_uscc": "91110000FAKE00013H", **more})
    return {"paperAgreement": lambda _: columns_of(terms, number)}


def archive(entry: ArchiveEntry) -> dict[str, Form]:
    """Return what an archive's record says."""
    return {"archive": lambda graduate: archive_columns(entry, graduate.name)}


def hukou(entry: HukouEntry) -> dict[str, Form]:
    """Return what a household registration's record says."""
    return {"hukou": lambda _: hukou_columns(entry)}


def handed(source_id: str, version: int, of: Named | None, contents: dict[str, Form], said: object = None) -> Handed:
    """Return one version of a record; `said` tells it from another that has the same number and version."""
    return Handed(source_id=source_id, source_version=version, graduate=of, contents=contents, said=said)


def withdrawn(source_id: str, version: int, ending: Ending = Ending.VOIDED, reason: str = "登记有误") -> Handed:
    """Return that a record counts no more."""
    withdrawal = Withdrawal(ending, reason)
    said = [ending, reason]
    return Handed(source_id=source_id, source_version=version, graduate=None, contents={}, withdrawal=withdrawal, said=said)


async def bring(stage: Stage, *records: Handed, throttle: Throttle = THROTTLE) -> list[Imported]:
    """Hand records in."""
    return await import_many(system_of(stage), records, throttle)


async def taken(stage: Stage, *records: Handed) -> list[Any]:
    """Hand records in that must be imported; return their keys."""
    results = await bring(stage, *records)
    assert [each.outcome for each in results] == [ImportOutcome.IMPORTED] * len(records), [each.refusals for each in results]
    return [each.record_id for each in results]


async def refused(stage: Stage, *records: Handed) -> list[RuleError]:
    """Hand one record in that must be refused without a trace; return the refusals."""
    async with stage.leaves_no_trace():
        [result] = await bring(stage, *records)
    assert (result.outcome, result.record_id) == (ImportOutcome.REFUSED, None)
    return list(result.refusals)
