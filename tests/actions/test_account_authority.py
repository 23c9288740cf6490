"""Nobody manages what is not below him: whoever tries whatever on whomever, judged by an oracle written by hand."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.account import rename_account, reset_password, set_enabled, set_levels
from auth.actor import Actor
from auth.modules import held_levels
from models import Account
from models.database import close_database, open_database
from rules.errors import LevelAboveOwn, LevelTooLow, NotBelow, NotFound, NothingToChange, RuleError
from rules.roles import AccessLevel, Module, Role
from tests.actions.stage import CODES, Stage
from tests.engines import Engine, everything_stored
from tests.world import World, build_world

NONE, READ, WRITE = AccessLevel
Three = tuple[AccessLevel, AccessLevel, AccessLevel]
LEVELS = st.tuples(*(st.sampled_from(AccessLevel) for _ in Module))
ACTS: Final = ("rename", "levels", "enable", "disable", "reset")


@dataclass(frozen=True)
class Somebody:
    """One account as the guide sees it: what it is, and of whom."""

    username: str
    role: Role
    province: str | None = None
    school: str | None = None
    person: bool = False


PEOPLE: Final = (
    Somebody("moe", Role.MINISTRY),
    Somebody("moe2", Role.MINISTRY),
    Somebody("11jy20", Role.PROVINCE, "11"),
    Somebody("11jy21", Role.PROVINCE, "11"),
    Somebody("31jy1", Role.PROVINCE, "31"),
    Somebody("10001", Role.SCHOOL, "11", "10001"),
    Somebody("10001b", Role.SCHOOL, "11", "10001"),
    Somebody("10246", Role.SCHOOL, "31", "10246"),
    Somebody("10001rr", Role.DEPARTMENT, "11", "10001"),
    Somebody("10246zx", Role.DEPARTMENT, "31", "10246"),
    Somebody("ceshi_gongsi", Role.EMPLOYER, "11"),
    Somebody("100000000001", Role.GRADUATE, None, "10001", person=True),
    Somebody("100000000002", Role.GRADUATE, None, None, person=True),
)


def sees(who: Somebody, whom: Somebody) -> bool:
    """Say whether somebody knows of an account at all: from above, and those of the own place."""
    if who.role is Role.MINISTRY:
        return True
    if who.role is Role.PROVINCE:
        return whom.province == who.province
    return who.role is Role.SCHOOL and whom.school == who.school


def stands_right_above(who: Somebody, whom: Somebody, act: str) -> bool:
    """Say whether an account is in somebody's hands for an act, levels aside."""
    match who.role, whom.role:
        case Role.MINISTRY, Role.PROVINCE:
            return act != "levels"
        case Role.PROVINCE, Role.SCHOOL:
            return who.province == whom.province
        case Role.PROVINCE, Role.EMPLOYER:
            return who.province == whom.province and act == "reset"
        case Role.SCHOOL, Role.DEPARTMENT:
            return who.school == whom.school
        case Role.SCHOOL, Role.GRADUATE:
            return who.school == whom.school and act == "reset"
    return False


def verdict(who: Somebody, held: Three, whom: Somebody, granted: Three, act: str, wanted: Three) -> type[RuleError] | None:
    """Say how an act on an enabled account must end: as a refusal, or done."""
    if not sees(who, whom):
        return NotFound
    if not stands_right_above(who, whom, act):
        return NotBelow
    if who.role is Role.SCHOOL:
        if held[0] is not WRITE:
            return LevelTooLow
        reach = [*granted] if whom.role is Role.DEPARTMENT else []
        if any(has > may for has, may in zip(reach, held, strict=False)):
            return LevelAboveOwn
        if act == "levels" and any(has > may for has, may in zip(wanted, held, strict=True)):
            return LevelAboveOwn
    if act == "enable" or (act == "levels" and wanted == granted):
        return NothingToChange
    return None


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shared(engine: Engine) -> AsyncIterator[Stage]:
    """Yield one stage for all examples; its accounts are put back to enabled after each."""
    async with engine.fresh() as url:
        await open_database(url)
        try:
            world = await build_world()
            await Account.all().delete()
            for somebody in PEOPLE:
                await Account.create(**columns_of(somebody, world))
            yield Stage(world)
        finally:
            await close_database()


def columns_of(somebody: Somebody, world: World) -> dict[str, Any]:
    school = {"10001": world.school, "10246": world.far_school}.get(somebody.school or "")
    department = {"10001": world.lower_department, "10246": world.far_department}.get(somebody.school or "")
    people = {"100000000001": world.graduate.person_id, "100000000002": world.classmate.person_id}
    return {
        "username": somebody.username,
        "display_name": somebody.username,
        "role": somebody.role,
        "province_code": somebody.province,
        "school_id": school.id if school else None,
        "department_id": department.id if department and somebody.role is Role.DEPARTMENT else None,
        "person_id": people.get(somebody.username),
        "employer_id": world.employer.id if somebody.role is Role.EMPLOYER else None,
        **dict.fromkeys(("employment_level", "archive_level", "hukou_level"), WRITE),
    }


async def try_to(act: str, stage: Stage, actor: Actor, account: Account, wanted: Three) -> type[Exception] | None:
    """Try an act on an account as it is; return what it was refused by."""
    ctx, version = stage.as_actor(actor), account.version
    tried: dict[str, Callable[[], Awaitable[object]]] = {
        "rename": lambda: rename_account(ctx, account.id, version=version, display_name=f"renamed {version}"),
        "levels": lambda: set_levels(ctx, account.id, dict(zip(Module, wanted, strict=True)), version=version),
        "enable": lambda: set_enabled(ctx, account.id, is_enabled=True, version=version, reason="试"),
        "disable": lambda: set_enabled(ctx, account.id, is_enabled=False, version=version, reason="试"),
        "reset": lambda: reset_password(ctx, CODES, account.id, version=version, reason="试"),
    }
    try:
        await tried[act]()
    except RuleError as refusal:
        return type(refusal)
    return None


@settings(max_examples=600)
@given(
    who=st.sampled_from(PEOPLE),
    held=LEVELS,
    whom=st.sampled_from(PEOPLE),
    granted=LEVELS,
    act=st.sampled_from(ACTS),
    wanted=LEVELS,
)
@pytest.mark.any_engine
async def test_an_act_is_done_exactly_where_the_guide_has_it(
    who: Somebody, held: Three, whom: Somebody, granted: Three, act: str, wanted: Three, shared: Stage
) -> None:
    employment, archive, hukou = granted
    await Account.filter(username=whom.username).update(
        is_enabled=True, employment_level=employment, archive_level=archive, hukou_level=hukou
    )
    account = await Account.get(username=whom.username)
    acting = await Account.get(username=who.username)
    own = dict(zip(Module, held, strict=True))
    scope = {name: getattr(acting, name) for name in ("province_code", "school_id", "department_id", "person_id", "employer_id")}
    actor = Actor(account_id=acting.id, role=who.role, levels=held_levels(who.role, own, own), **scope)
    before = await everything_stored()
    expected = verdict(who, held, whom, granted, act, wanted)
    assert await try_to(act, shared, actor, account, wanted) is expected
    if expected is not None:
        assert await everything_stored() == before
    else:
        after = {row["username"]: row for row in (await everything_stored())["account"]}
        changed = [name for name, row in after.items() if row not in before["account"]]
        assert changed == [whom.username]
