"""What every write leaves beside it: an audit entry (who, what, when, why) and a change row (which keys became dirty)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from actions.chains import Chain, append
from actions.context import Dirty
from actions.once import SHOWN, Returned, written
from auth.actor import Actor
from auth.revocation import NOTHING, revoke
from auth.seal import AuditSeal
from models import Audit, Change
from rules.acts import ActName, RecordKind
from rules.keepers import ACCOUNTS_KEPT_BY, DOWNLOADS_KEPT_BY, KEPT_BY, Keeper
from rules.roles import Role

_KEPT_BY_ROLE: Final = {RecordKind.ACCOUNT: ACCOUNTS_KEPT_BY, RecordKind.DOWNLOAD: DOWNLOADS_KEPT_BY}

R = TypeVar("R", bound=Returned)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done to one record. `before` and `after` are its states where it has states. Never holds an identity number."""

    name: ActName
    kind: RecordKind
    record_id: UUID | str
    province_code: str | None
    """None where the record is of the whole nation."""
    school_id: UUID | None = None
    class_year: int | None = None
    before: str | None = None
    after: str | None = None
    reason: str | None = None
    account_role: Role | None = None
    """Of an act on an account, or on a download of its: the account's role, by which its audit is kept."""
    is_read: bool = False
    """True where nothing was changed, only seen: the audit tells of it, and no live view is woken."""

    @property
    def keeper(self) -> Keeper:
        """Return whose audit the act is entered in. Raises ValueError where an act on an account does not say of which role."""
        by_role = _KEPT_BY_ROLE.get(self.kind)
        if by_role is None:
            return KEPT_BY[self.kind]
        if self.account_role is None:
            raise ValueError(f"{self.name} does not say what kind of account it is done to")
        return by_role[self.account_role]

    @property
    def chain(self) -> Chain:
        """Return the chain of the audit that this act is entered in. Raises ValueError where it does not say of whom it is."""
        match self.keeper:
            case Keeper.SCHOOL if self.school_id is not None:
                return Chain(school_id=self.school_id)
            case Keeper.PROVINCE if self.province_code is not None:
                return Chain(province_code=self.province_code)
            case Keeper.NATION:
                return Chain()
        if self.account_role is Role.GRADUATE or self.kind is RecordKind.DOWNLOAD:
            # An account from before there were rosters is of no school, and an employer's may be of no province.
            return Chain()
        raise ValueError(f"{self.name} does not say whose {self.kind} it is done to")

    @property
    def dirty(self) -> Dirty:
        """Return the keys that this act made dirty."""
        return Dirty(self.kind, str(self.record_id), self.school_id, self.province_code, self.class_year)


class Trail:
    """The acts of one transaction, written as they are recorded; `dirty` and `gone` are what to signal once it has committed."""

    def __init__(self, actor: Actor, now: datetime, seal: AuditSeal) -> None:
        self._actor = actor
        self._now = now
        self._seal = seal
        self.dirty: list[Dirty] = []
        self.gone = NOTHING
        self.outcome: str | None = None
        """What the act returns, as it is kept under its idempotency key where it has one."""

    async def record(self, *acts: Act) -> None:
        """Write an audit entry and a change row for each act; call inside the transaction that does what they say.

        The audit comes last: adding to a chain holds its end until the commit, and everybody who acts in the school waits for it.
        """
        dirty = [act.dirty for act in acts if not act.is_read]
        await Change.bulk_create([self._change(each) for each in dirty])
        await append([self._entry(act) for act in acts], self._seal, self._now)
        self.dirty += dirty

    def returns(self, returned: R) -> R:
        """Say what the act returns, so that it is told again when the act is sent again; return it."""
        self.outcome = written(returned)
        return returned

    def shows(self, secret: T) -> T:
        """Say that the act returns something that is shown once and kept nowhere; return it."""
        self.outcome = SHOWN
        return secret

    async def revoke(self, *, accounts: Iterable[UUID] = (), sessions: Iterable[UUID] = ()) -> None:
        """Announce accounts and sessions of which nothing that is remembered holds any longer; see `auth.revocation.revoke`."""
        self.gone |= await revoke(self._now, accounts=accounts, sessions=sessions)

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
