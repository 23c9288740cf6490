"""What can be done to an account by whoever stands above it: `rules.accounts.MANAGES`, and no more than one holds oneself."""

from collections.abc import Iterator, Mapping
from typing import Final

from auth.modules import Requirement
from planner.predicates import Action, Actions, AnyOf, Guarded, IsGranted, IsOneOf, IsTrue, Not
from rules.accounts import MANAGES, AccountAct
from rules.errors import LevelAboveOwn, NothingToChange
from rules.roles import AccessLevel, Module, Role
from schema.available import EMPLOYMENT_TOO_LOW, NOTHING_MORE, WRITES_EMPLOYMENT, refused

OFFERED: Final = (
    AccountAct.RENAME,
    AccountAct.SET_LEVELS,
    AccountAct.SET_SYSTEM,
    AccountAct.DISABLE,
    AccountAct.ENABLE,
    AccountAct.RESET,
)
"""Acts on an account that is there, found by its ID; codes are issued by graduate."""
MANAGERS: Final = (Role.MINISTRY, Role.PROVINCE, Role.SCHOOL)


def _within(module: Module) -> Guarded:
    """Return that a department's account was granted no more on a module than whoever acts on it holds (`rules.accounts.check_within`)."""
    held = {level.value: (Requirement((module,), level),) if level > AccessLevel.NONE else NOTHING_MORE for level in AccessLevel}
    of_others = Not(IsOneOf("role", (Role.DEPARTMENT,)))
    return Guarded(AnyOf((of_others, IsGranted(f"{module.lower()}_level", held))), refused(LevelAboveOwn, module=module))


WITHIN: Final = tuple(_within(module) for module in Module)
CHANGES: Final[Mapping[AccountAct, tuple[Guarded, ...]]] = {
    AccountAct.DISABLE: (Guarded(IsTrue("is_enabled"), refused(NothingToChange)),),
    AccountAct.ENABLE: (Guarded(Not(IsTrue("is_enabled")), refused(NothingToChange)),),
}
"""Acts that an account can have behind it already."""


def _account_actions() -> Iterator[Action]:
    for act in OFFERED:
        for manager in MANAGERS:
            managed = tuple(sorted(role for its_manager, its_act, role in MANAGES if (its_manager, its_act) == (manager, act)))
            if managed:
                is_school = manager is Role.SCHOOL
                yield Action(
                    act.name,
                    offered_to=(Requirement(roles=(manager,)),),
                    needs=WRITES_EMPLOYMENT if is_school else NOTHING_MORE,
                    denied=EMPLOYMENT_TOO_LOW,
                    when=IsOneOf("role", managed),
                    guards=((*WITHIN,) if is_school else ()) + CHANGES.get(act, ()),
                )


ACCOUNT_ACTIONS: Final = Actions(tuple(_account_actions()))
"""What can be done to an account, in the order of the acts."""
