"""What an account and a registration say can be done with them is what the act then does, whoever asks."""

from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from actions.account import rename_account, reset_password, set_enabled, set_levels, set_source_system, stored_levels
from actions.context import ActionContext, NoSignals
from actions.employer import move_employer
from auth.actor import Actor
from models import Account, Employer
from rules.employer import EmployerMove, EmployerStatus
from rules.roles import AccessLevel, Module, Role
from tests.access.trying import Both, both_sides, check_told, refusal_of
from tests.actions.stage import CODES
from tests.engines import Engine
from tests.world import employer_standing

ACTIONS: Final = "availableActions { action allowed reasons { code message field } }"
QUERY: Final = f"query($id: ID!) {{ node(id: $id) {{ ... on Account {{ {ACTIONS} }} ... on EmployerRegistration {{ {ACTIONS} }} }} }}"
LEVELS: Final = st.fixed_dictionaries({module: st.sampled_from(AccessLevel) for module in Module})
USCCS: Final = ("91110000FAKE47110F", "91110000FAKE47129H")


@dataclass(frozen=True)
class Managed:
    """An account, how it stands, and who looks at it."""

    managed: Role
    is_enabled: bool
    granted: dict[Module, AccessLevel]
    manager: Role
    held: dict[Module, AccessLevel]
    """Of a school; others hold what their role does."""


MANAGED: Final = st.builds(
    Managed,
    managed=st.sampled_from([role for role in Role if role is not Role.SYSTEM]),
    is_enabled=st.booleans(),
    granted=LEVELS,
    manager=st.sampled_from([Role.MINISTRY, Role.PROVINCE, Role.SCHOOL, Role.SCHOOL]),
    held=LEVELS,
)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def both(engine: Engine) -> AsyncIterator[Both]:
    """Yield both sides over a world of their own."""
    async with both_sides(engine) as both:
        yield both


async def told_of(both: Both, actor: Actor, id_: str) -> dict[str, Any] | None:
    """Return what a record tells somebody that could be done; None where the record is not among its rows or it may not read it."""
    answer = await both.reads.ask(QUERY, actor, id=id_)
    node = answer.data["node"]
    return None if node is None else {each["action"]: each for each in node["availableActions"]}


def acts_on(ctx: ActionContext, account: Account) -> dict[str, Awaitable[object]]:
    """Return every act on an account, each one that would change something of it."""
    wanted = [
        dict.fromkeys(Module, AccessLevel.NONE),
        {**dict.fromkeys(Module, AccessLevel.NONE), Module.EMPLOYMENT: AccessLevel.READ_ONLY},
    ]
    levels = next(each for each in wanted if each != stored_levels(account))
    seen: dict[str, Any] = {"version": account.version}
    return {
        "RENAME": rename_account(ctx, account.id, display_name="另一个名称", **seen),
        "SET_LEVELS": set_levels(ctx, account.id, levels, **seen),
        "SET_SYSTEM": set_source_system(ctx, account.id, source_system="自建系统", reason="自建", **seen),
        "DISABLE": set_enabled(ctx, account.id, is_enabled=False, reason="停用", **seen),
        "ENABLE": set_enabled(ctx, account.id, is_enabled=True, reason="启用", **seen),
        "RESET": reset_password(ctx, CODES, account.id, reason="遗忘密码", **seen),
    }


@given(case=MANAGED)
async def test_what_an_account_offers_is_done_and_everything_else_is_refused(case: Managed, both: Both) -> None:
    account = both.stage.world.accounts[case.managed]
    granted = {f"{module.lower()}_level": level for module, level in case.granted.items()}
    await Account.filter(id=account.id).update(is_enabled=case.is_enabled, **granted)
    account = await Account.get(id=account.id)
    actor = both.stage.world.actor(case.manager, levels=case.held)
    told = await told_of(both, actor, f"Account:{account.id}")
    ctx = replace(both.stage.as_actor(actor), signals=NoSignals())
    for action, act in acts_on(ctx, account).items():
        refused = await refusal_of(act)
        if told is None:
            assert refused in {"NOT_FOUND", "LEVEL_TOO_LOW", "NOT_BELOW"}, (action, refused)
        else:
            check_told(told, action, refused, hidden={"NOT_BELOW", "NOT_FOUND"})


@given(
    status=st.sampled_from(EmployerStatus),
    of_other=st.sampled_from(EmployerStatus),
    is_same_code=st.booleans(),
    role=st.sampled_from([Role.EMPLOYER, Role.PROVINCE, Role.MINISTRY]),
)
async def test_what_a_registration_offers_is_done_and_everything_else_is_refused(
    status: EmployerStatus, of_other: EmployerStatus, is_same_code: bool, role: Role, both: Both
) -> None:
    holding = {EmployerStatus.APPROVED, EmployerStatus.DISABLED}
    if is_same_code and status in holding and of_other in holding:
        return  # The database holds no such pair.
    world = both.stage.world
    await Employer.filter(id__in=[world.employer.id, world.other_employer.id]).update(**employer_standing(EmployerStatus.REJECTED))
    await Employer.filter(id=world.employer.id).update(uscc=USCCS[0], **employer_standing(status))
    await Employer.filter(id=world.other_employer.id).update(uscc=USCCS[0 if is_same_code else 1], **employer_standing(of_other))
    actor = world.actor(role)
    told = await told_of(both, actor, f"EmployerRegistration:{world.employer.id}")
    assert told is not None
    ctx = replace(both.stage.as_actor(actor), signals=NoSignals())
    employer = await Employer.get(id=world.employer.id)
    for move in EmployerMove:
        refused = await refusal_of(move_employer(ctx, employer.id, move, version=employer.version, reason="原因"))
        check_told(told, move.name, refused, hidden={"MOVE_NOT_ALLOWED"})
