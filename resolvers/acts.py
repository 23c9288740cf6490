"""Mutations as acts: how they are declared, done once under a key, and where a rule's refusal becomes `userErrors`."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import wraps
from typing import Any, Final, TypeVar

import strawberry

from planner.errors import BadUserInput
from resolvers.context import Info
from rules.errors import Refusals, RuleError
from rules.idempotency import KEPT, LONGEST_KEY, is_idempotency_key
from rules.inbound_errors import InterfaceAccount
from rules.roles import AccessLevel, Module, Role
from schema.access import Access, Public, access
from schema.errors import user_error
from schema.fields import graphql_name

F = TypeVar("F", bound=Callable[..., Any])

HOURS_KEPT: Final = round(KEPT.total_seconds() / 3600)
KEY: Final = inspect.Parameter("idempotency_key", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=str | None)
KEY_DESCRIPTION: Final = (
    f"A key of your own (幂等键), 1 to {LONGEST_KEY} visible ASCII characters, new for every act. Sent again with the same key and input, "
    f"within {HOURS_KEPT} hours, an act that was done is told again and not done again."
)


def act(
    description: str,
    *,
    roles: Iterable[Role],
    modules: Iterable[Module] = (),
    level: AccessLevel = AccessLevel.READ_WRITE,
    public: bool = False,
    once: bool = True,
    by_systems: bool = False,
) -> Callable[[F], Any]:
    """Declare a mutation: who may do it (`roles`, holding the level on any of `modules`), and what it does.

    The resolver returns its payload; a RuleError it raises, or several of them, become a payload that holds only `userErrors`. Its input is
    described as the input's type is. It takes an idempotency key besides, unless it is not to be done `once`, or is for anybody: a key is
    an account's. The account of a province's own system does only what says that it is done `by_systems`.
    """
    directive: Access | Public = Public() if public else access(*modules, level=level, roles=roles)

    def declare(resolver: F) -> Any:
        refusing = told_refusals(resolver if public or by_systems else not_by_systems(resolver))
        refusing = with_key(refusing) if once and not public else refusing
        mutation = strawberry.mutation(refusing, description=description, directives=[directive])
        for argument in mutation.arguments:
            of_type = resolver.__annotations__.get(argument.python_name)
            argument.description = of_type.__strawberry_definition__.description if of_type else KEY_DESCRIPTION
        return mutation

    return declare


def not_by_systems(resolver: F) -> Callable[..., Any]:
    """Return a resolver that refuses the account of a province's own system, whatever its role may do. Raises InterfaceAccount."""

    @wraps(resolver)
    async def by_people(*args: Any, info: Info, **kwargs: Any) -> Any:
        if info.context.actor is not None and info.context.actor.source_system is not None:
            raise InterfaceAccount
        return await resolver(*args, info=info, **kwargs)

    return by_people


def told_refusals(resolver: F) -> Callable[..., Any]:
    """Return a resolver whose refusals by a rule are in its payload."""
    payload = resolver.__annotations__["return"]

    @wraps(resolver)
    async def refusing(*args: Any, **kwargs: Any) -> Any:
        try:
            return await resolver(*args, **kwargs)
        except RuleError as error:
            return payload(user_errors=[user_error(error)])
        except Refusals as several:
            return payload(user_errors=[user_error(error) for error in several.refusals])

    return refusing


def with_key(resolver: Callable[..., Any]) -> Callable[..., Any]:
    """Return a resolver that takes an idempotency key, and acts under it where one is given. Raises BadUserInput for what is none."""

    @wraps(resolver)
    async def keyed(*args: Any, info: Info, input: Any, idempotency_key: str | None = None) -> Any:
        if idempotency_key is not None:
            if not is_idempotency_key(idempotency_key):
                raise BadUserInput(f"An idempotency key has 1 to {LONGEST_KEY} visible ASCII characters.")
            context = info.context.once(idempotency_key, graphql_name(resolver.__name__), plain(input))
            info = replace(info, _raw_info=info._raw_info._replace(context=context))
        return await resolver(*args, info=info, input=input)

    signature = inspect.signature(resolver)
    keyed.__signature__ = signature.replace(parameters=[*signature.parameters.values(), KEY])  # type: ignore[attr-defined]
    keyed.__annotations__ = {**resolver.__annotations__, KEY.name: KEY.annotation}
    return keyed


def plain(given: Any) -> Any:
    """Return an input as JSON has it: one form for all that means the same to an act, whatever its document or variables looked like."""
    if is_dataclass(given):
        said = {field.name: getattr(given, field.name) for field in fields(given)}
        return {name: plain(value) for name, value in said.items() if value is not strawberry.UNSET}
    if isinstance(given, list):
        return [plain(each) for each in given]
    if isinstance(given, Enum):
        return given.name
    return given.isoformat() if isinstance(given, date) else given
