"""Identity numbers in full (查看完整身份证号)."""

import strawberry

from actions.identity import reveal_identity_number
from resolvers.acts import act
from resolvers.context import Info, key_of
from rules.roles import Module, Role
from rules.throttling import REVEAL_BY_ACCOUNT
from schema.errors import UserError
from schema.graduate import Graduate


@strawberry.input(description="Whose identity number, and why it is needed.")
class RevealIdentityNumberInput:
    """Input of revealIdentityNumber."""

    graduate: strawberry.ID = strawberry.field(description="Which graduate (毕业生).")
    reason: str | None = strawberry.field(
        default=None, description="Why (原因), at most 500 characters; a school must say it, a graduate need not."
    )


@strawberry.type(description="What became of revealIdentityNumber (查看完整身份证号).")
class RevealIdentityNumberPayload:
    """Payload of revealIdentityNumber."""

    id_number: str | None = strawberry.field(default=None, description="The number in full (身份证号); null where it was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type
class IdentityMutation:
    """Mutations of identity numbers."""

    @act(
        "Show an identity number in full (查看完整身份证号): a school's graduate's, or one's own. The audit tells who saw it, and why.",
        roles=[Role.SCHOOL, Role.GRADUATE],
        modules=[Module.EMPLOYMENT],
        once=False,
    )
    async def reveal_identity_number(self, info: Info, input: RevealIdentityNumberInput) -> RevealIdentityNumberPayload:
        acting = info.context.acting
        await info.context.throttle.take(REVEAL_BY_ACCOUNT, str(acting.actor.account_id))
        number = await reveal_identity_number(acting, key_of(Graduate, input.graduate), reason=input.reason)
        return RevealIdentityNumberPayload(id_number=number)
