"""What every write leaves beside it: an audit row (who, what, when, why) and a change row (which keys became dirty)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from actions.context import Dirty
from auth.actor import Actor
from auth.revocation import NOTHING, revoke
from models import Audit, Change


class RecordKind(StrEnum):
    """The kinds of records that actions write, as audit, change and slot name them."""

    ACCOUNT = "ACCOUNT"
    AGREEMENT = "AGREEMENT"
    AGREEMENT_TYPE_SETTING = "AGREEMENT_TYPE_SETTING"
    FEATURE_SWITCH = "FEATURE_SWITCH"
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
    """Null for what belongs to no province: accounts of the ministry, of graduates and of employers."""
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
    """The acts of one transaction, written as they are recorded; `dirty` and `gone` are what to signal once it has committed."""

    def __init__(self, actor: Actor, now: datetime) -> None:
        self._actor = actor
        self._now = now
        self.dirty: list[Dirty] = []
        self.gone = NOTHING

    async def record(self, *acts: Act) -> None:
        """Write an audit row and a change row for each act; call inside the transaction that does what they say."""
        await Audit.bulk_create([self._audit(act) for act in acts])
        await Change.bulk_create([self._change(act.dirty) for act in acts])
        self.dirty += [act.dirty for act in acts]

    async def revoke(self, *, accounts: Iterable[UUID] = (), sessions: Iterable[UUID] = ()) -> None:
        """Announce accounts and sessions of which nothing that is remembered holds any longer; see `auth.revocation.revoke`."""
        self.gone |= await revoke(self._now, accounts=accounts, sessions=sessions)

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
