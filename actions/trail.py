"""What every write leaves beside it: an audit row (who, what, when, why) and a change row (which keys became dirty)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from actions.context import Dirty
from auth.actor import Actor
from models import Audit, Change


class RecordKind(StrEnum):
    """The kinds of records that actions write, as audit, change and slot name them."""

    ACCOUNT = "ACCOUNT"
    AGREEMENT = "AGREEMENT"
    AGREEMENT_TYPE_SETTING = "AGREEMENT_TYPE_SETTING"
    EMPLOYER = "EMPLOYER"
    FEATURE_SWITCH = "FEATURE_SWITCH"
    GRADUATE = "GRADUATE"
    SCHOOL_SETUP = "SCHOOL_SETUP"
    SIGNING_COUNTERS = "SIGNING_COUNTERS"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done to one record. `before` and `after` are its states where it has states. Never holds an identity number."""

    name: str
    """The act, e.g. AGREEMENT_ACCEPT."""
    kind: RecordKind
    record_id: UUID
    province_code: str | None
    """None where the record is of the whole nation."""
    school_id: UUID | None = None
    class_year: int | None = None
    before: str | None = None
    after: str | None = None
    reason: str | None = None

    @property
    def dirty(self) -> Dirty:
        """Return the keys that this act made dirty."""
        return Dirty(self.kind, str(self.record_id), self.school_id, self.province_code, self.class_year)


class Trail:
    """The acts of one transaction, written as they are recorded; `dirty` is what to signal once it has committed."""

    def __init__(self, actor: Actor, now: datetime) -> None:
        self._actor = actor
        self._now = now
        self.dirty: list[Dirty] = []

    async def record(self, *acts: Act) -> None:
        """Write an audit row and a change row for each act; call inside the transaction that does what they say."""
        await Audit.bulk_create([self._audit(act) for act in acts])
        await Change.bulk_create([self._change(act.dirty) for act in acts])
        self.dirty += [act.dirty for act in acts]

    def _audit(self, act: Act) -> Audit:
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
