"""Mutations as acts: how they are declared, and the one place where a rule's refusal becomes `userErrors`."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

import strawberry

from rules.errors import Refusals, RuleError
from rules.roles import AccessLevel, Module, Role
from schema.access import Access, Public, access
from schema.errors import user_error

F = TypeVar("F", bound=Callable[..., Any])


def act(description: str, *, roles: Iterable[Role], modules: Iterable[Module] = (), public: bool = False) -> Callable[[F], Any]:
    """Declare a mutation: who may do it (`roles`, holding READ_WRITE on any of `modules`), and what it does.

    The resolver returns its payload; a RuleError it raises, or several of them, become a payload that holds only `userErrors`. Its input is
    described as the input's type is.
    """
    directive: Access | Public = Public() if public else access(*modules, level=AccessLevel.READ_WRITE, roles=roles)

    def declare(resolver: F) -> Any:
        payload = resolver.__annotations__["return"]

        @wraps(resolver)
        async def refusing(*args: Any, **kwargs: Any) -> Any:
            try:
                return await resolver(*args, **kwargs)
            except RuleError as error:
                return payload(user_errors=[user_error(error)])
            except Refusals as several:
                return payload(user_errors=[user_error(error) for error in several.refusals])

        mutation = strawberry.mutation(refusing, description=description, directives=[directive])
        for argument in mutation.arguments:
            argument.description = resolver.__annotations__[argument.python_name].__strawberry_definition__.description
        return mutation

    return declare
