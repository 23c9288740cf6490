"""Employers register, submit, and are reviewed by the province of their credit code (domain: employer accounts are reviewed)."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, TypeVar
from uuid import UUID

from actions.access import find_in_scope
from actions.account import level_columns, refused_by_username
from actions.activation import account_act
from actions.context import ActionContext, Visitor
from actions.inputs import optional_text, required_text
from actions.once import done_once
from actions.trail import Act
from actions.transaction import one_transaction, whole_action_retried
from actions.unique import ONE_EMPLOYER_OF_CODE, refused_by
from auth.actor import Actor
from auth.modules import NO_LEVELS, held_levels
from auth.passwords import Passwords
from auth.scope import Rows
from auth.throttle import Throttle
from models import Account, Employer
from models.base import new_id
from rules.accounts import check_username
from rules.acts import ActName, RecordKind
from rules.employer import (
    NEEDS_REASON,
    EmployerContact,
    EmployerDetails,
    EmployerMove,
    EmployerStatus,
    check_reason,
    next_employer_status,
    problems_of,
    province_of,
)
from rules.employer_errors import UsccTaken
from rules.errors import ChangedMeanwhile, InvalidInput, Refusals, RuleError
from rules.login_errors import WeakPassword
from rules.roles import Role
from rules.throttling import REGISTRATION_BY_ADDRESS
from rules.uscc import check_uscc

REASON_LIMIT: Final = 500
T = TypeVar("T", str, str | None)

_TEXTS: Final = {
    "name": ("单位名称", 60),
    "address": ("单位地址", 100),
    "contactName": ("联系人", 40),
    "superior": ("上级主管部门", 60),
    "contactEmail": ("电子邮箱", 100),
}
"""Input field -> what users call it, and its length."""
MOVES: Final = {move: ActName(f"EMPLOYER_{move}") for move in EmployerMove}
"""How the audit calls each move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """The account that whoever registers chooses."""

    username: str
    password: str


async def register_employer(
    visitor: Visitor, *, uscc: str, details: EmployerDetails, login: Login, passwords: Passwords, throttle: Throttle
) -> str:
    """Register an employer and the account it logs in with; return the username. Nobody has looked at it yet, and it may not invite.

    Whether the credit code is registered already is not told: the review decides whose it is.
    Raises TooManyAttempts, Busy, Refusals with one refusal for each field at fault, UsernameTaken (among employers' names alone).
    """
    uscc = uscc.strip().upper()
    details, problems = _cleaned(details)
    refusals = [*problems, *_problems(lambda: check_uscc(uscc)), *_problems(lambda: check_username(Role.EMPLOYER, login.username))]
    try:
        await passwords.check_new(login.password, username=login.username, field="password")
    except WeakPassword as weak:
        refusals.append(weak)
    if refusals:
        raise Refusals(refusals)
    # What a form says wrong costs nothing and tells nothing, so correcting it is not counted; a hash and a name that is taken are.
    await throttle.take(REGISTRATION_BY_ADDRESS, visitor.origin.network)
    return await _write(visitor, uscc, details, login.username, await passwords.hash(login.password))


@whole_action_retried
async def _write(visitor: Visitor, uscc: str, details: EmployerDetails, username: str, password_hash: str) -> str:
    now = visitor.clock.now()
    province_code = province_of(uscc, details.division)
    employer = Employer(uscc=uscc, province_code=province_code, status=EmployerStatus.REGISTERED, created_at=now, **asdict(details))
    levels = held_levels(Role.EMPLOYER, NO_LEVELS, NO_LEVELS)
    account = Account(
        id=new_id(),
        username=username,
        password_hash=password_hash,
        display_name=details.name,
        role=Role.EMPLOYER,
        is_enabled=True,
        province_code=province_code,
        employer_id=employer.id,
        created_at=now,
        **level_columns(levels),
    )
    actor = Actor(account_id=account.id, role=Role.EMPLOYER, levels=levels, province_code=province_code, employer_id=employer.id)
    ctx = visitor.acting_as(actor)
    async with one_transaction(ctx, now) as trail:
        await employer.save(force_create=True)
        with refused_by_username():
            await account.save(force_create=True)
        await trail.record(
            employer_act(employer, ActName.EMPLOYER_REGISTER, after=employer.status), account_act(account, ActName.ACCOUNT_CREATE)
        )
    return username


@whole_action_retried
@done_once
async def move_employer(
    ctx: ActionContext,
    employer_id: UUID,
    move: EmployerMove,
    *,
    version: int,
    reason: str | None = None,
    details: EmployerContact | None = None,
) -> UUID:
    """Take one step in a registration's life; return the employer's id. `version` is the one the client saw.

    `details` are what an employer says of itself from now on: EmployerDetails with a SUBMIT, EmployerContact with an UPDATE; the credit
    code stays. What is signed stays signed whatever becomes of the registration.
    Raises NotFound, MoveNotAllowed, InvalidInput, ReasonRequired, Refusals (details), UsccTaken, ChangedMeanwhile.
    """
    now = ctx.clock.now()
    employer = await find_in_scope(Employer, Rows.EMPLOYER_REGISTRATION, employer_id, ctx.actor)
    after = next_employer_status(employer.status, move, ctx.actor.role)
    reason = optional_text("reason", "原因", reason, REASON_LIMIT)
    check_reason(move, reason)
    columns = _said(employer, details) if move in (EmployerMove.SUBMIT, EmployerMove.UPDATE) else {}
    unmoved = Employer.filter(id=employer.id, status=employer.status, version=version)
    async with one_transaction(ctx, now) as trail:
        explained = reason if move in NEEDS_REASON else None
        with refused_by(ONE_EMPLOYER_OF_CODE, UsccTaken()):
            moved = await unmoved.update(status=after, status_reason=explained, version=version + 1, updated_at=now, **columns)
        if not moved:
            raise ChangedMeanwhile
        await trail.record(employer_act(employer, MOVES[move], before=employer.status, after=after, reason=reason))
        return trail.returns(employer.id)


def employer_act(employer: Employer, name: ActName, *, after: str, before: str | None = None, reason: str | None = None) -> Act:
    """Return what the trail says of something done to a registration."""
    return Act(
        name=name,
        kind=RecordKind.EMPLOYER,
        record_id=employer.id,
        province_code=employer.province_code,
        before=before,
        after=after,
        reason=reason,
    )


def _said(employer: Employer, details: EmployerContact | None) -> dict[str, Any]:
    """Return what the employer says of itself from now on, by column. Raises Refusals."""
    cleaned, problems = _cleaned(replace(_details_of(employer), **asdict(details) if details else {}))
    if problems:
        raise Refusals(problems)
    return asdict(cleaned)


def _details_of(employer: Employer) -> EmployerDetails:
    """Return what the employer has said of itself; what it never said is empty, and refused."""
    said = {name: getattr(employer, name) for name in EmployerDetails.__dataclass_fields__}
    texts = ("nature", "industry", "division", "address", "contact_name", "contact_phone")
    return EmployerDetails(**{**said, **{name: said[name] or "" for name in texts}})


def _cleaned(details: EmployerDetails) -> tuple[EmployerDetails, list[InvalidInput]]:
    """Return the details trimmed, and everything that is wrong with them."""
    problems: list[InvalidInput] = []

    def text(reader: Callable[[str, str, T, int], T], field: str, typed: T) -> T:
        name, limit = _TEXTS[field]
        try:
            return reader(field, name, typed, limit)
        except InvalidInput as problem:
            problems.append(problem)
            return typed

    cleaned = EmployerDetails(
        name=text(required_text, "name", details.name),
        nature=details.nature.strip(),
        industry=details.industry.strip(),
        division=details.division.strip(),
        address=text(required_text, "address", details.address),
        postcode=(details.postcode or "").strip() or None,
        contact_name=text(required_text, "contactName", details.contact_name),
        contact_phone=details.contact_phone.strip(),
        contact_email=text(optional_text, "contactEmail", details.contact_email),
        superior=text(optional_text, "superior", details.superior),
        accepts_archive=bool(details.accepts_archive),
        solves_hukou=bool(details.solves_hukou),
    )
    told = {problem.field for problem in problems}
    return cleaned, problems + [problem for problem in problems_of(cleaned) if problem.field not in told]


def _problems(check: Callable[[], None]) -> list[RuleError]:
    try:
        check()
    except InvalidInput as problem:
        return [problem]
    return []
