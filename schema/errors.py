"""A refusal by a rule, as data."""

import strawberry

from rules.errors import Code, RuleError
from schema import enums as enums  # The code is a GraphQL enum.
from schema.fields import graphql_name


@strawberry.type(description="Why an act was refused, or would be; nothing was written.")
class UserError:
    """One refusal."""

    code: Code = strawberry.field(description="Branch on this; it never changes.")
    field: str | None = strawberry.field(description="The input field to correct; null where no single field is at fault.")
    retry_after: int | None = strawberry.field(
        default=None, description="Seconds until it is worth trying again; null where waiting alone does not help (重试等待秒数)."
    )
    message: str = strawberry.field(description="For the user, in Chinese: what happened and what to do next (提示信息).")


def user_error(error: RuleError) -> UserError:
    """Return a rule's refusal as a client reads it."""
    return UserError(
        code=error.code, field=graphql_name(error.field) if error.field else None, retry_after=error.retry_after, message=str(error)
    )
