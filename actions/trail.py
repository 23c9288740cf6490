"""What every write leaves beside it: an audit entry (who, what, when, why) and a change row (which keys became dirty)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from actions.chains import Chain, append
from actions.context import Dirty
from auth.actor import Actor
from auth.seal import AuditSeal
from models import Audit, Change


class RecordKind(StrEnum):
    """The kinds of records that actions write, as audit, change and slot name them."""

    AGREEMENT = "AGREEMENT"
    AGREEMENT_TYPE_SETTING = "AGREEMENT_TYPE_SETTING"
    DATABASE = "DATABASE"
    FEATURE_SWITCH = "FEATURE_SWITCH"
    SCHOOL_SETUP = "SCHOOL_SETUP"
    SIGNING_COUNTERS = "SIGNING_COUNTERS"


class Keeper(StrEnum):
    """Whose audit an act is entered in, and so who may read of it: a school's, a province's, or the ministry's alone."""

    SCHOOL = "SCHOOL"
    PROVINCE = "PROVINCE"
    NATION = "NATION"


KEPT_BY: Final[Mapping[RecordKind, Keeper]] = {
    RecordKind.AGREEMENT: Keeper.SCHOOL,
    RecordKind.AGREEMENT_TYPE_SETTING: Keeper.PROVINCE,
    RecordKind.DATABASE: Keeper.NATION,
    RecordKind.FEATURE_SWITCH: Keeper.PROVINCE,
    RecordKind.SCHOOL_SETUP: Keeper.SCHOOL,
    RecordKind.SIGNING_COUNTERS: Keeper.SCHOOL,
}
"""A school reads what was done to its records, a province what was done to its switches and types."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done to one record. `before` and `after` are its states where it has states. Never holds an identity number."""

    name: str
    """The act, e.g. AGREEMENT_ACCEPT."""
    kind: RecordKind
    record_id: UUID | str
    province_code: str | None
    school_id: UUID | None = None
    class_year: int | None = None
    before: str | None = None
    after: str | None = None
    reason: str | None = None

    @property
    def chain(self) -> Chain:
        """Return the chain of the audit that this act is entered in."""
        match KEPT_BY[self.kind]:
            case Keeper.SCHOOL:
                return Chain(school_id=self.school_id)
            case Keeper.PROVINCE:
                return Chain(province_code=self.province_code)
            case Keeper.NATION:
                return Chain()

    @property
    def dirty(self) -> Dirty:
        """Return the keys that this act made dirty."""
        return Dirty(self.kind, str(self.record_id), self.school_id, self.province_code, self.class_year)


class Trail:
    """The acts of one transaction, written as they are recorded; `dirty` is what to signal once it has committed."""

    def __init__(self, actor: Actor, now: datetime, seal: AuditSeal) -> None:
        self._actor = actor
        self._now = now
        self._seal = seal
        self.dirty: list[Dirty] = []

    async def record(self, *acts: Act) -> None:
        """Write an audit entry and a change row for each act; call inside the transaction that does what they say.

        The audit comes last: adding to a chain holds its end until the commit, and everybody who acts in the school waits for it.
        """
        await Change.bulk_create([self._change(act.dirty) for act in acts])
        await append([self._entry(act) for act in acts], self._seal, self._now)
        self.dirty += [act.dirty for act in acts]

    def _entry(self, act: Act) -> Audit:
        return Audit(
            created_at=self._now,
            account_id=self._actor.account_id,
            role=self._actor.role,
            address=self._actor.address,
            action=act.name,
            record_kind=act.kind,
            record_id=str(act.record_id),
            status_before=act.before,
            status_after=act.after,
            reason=act.reason,
            school_id=act.school_id,
            province_code=act.province_code,
            reader_school_id=act.chain.school_id,
            reader_province_code=act.chain.province_code,
            chain=act.chain.name,
        )

    def _change(self, dirty: Dirty) -> Change:
        return Change(
            created_at=self._now,
            record_kind=dirty.record_kind,
            record_id=dirty.record_id,
            school_id=dirty.school_id,
            province_code=dirty.province_code,
            class_year=dirty.class_year,
        )
