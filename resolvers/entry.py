"""Coming in through an outside provider (第三方登录)."""

import strawberry

from resolvers.acts import act
from resolvers.context import Info
from resolvers.session import LoginPayload, issued
from resolvers.viewer import viewer_of
from schema.access import Public


@strawberry.input(description="What came back from an outside provider.")
class RedeemLoginTicketInput:
    """Input of redeemLoginTicket."""

    ticket: str = strawberry.field(description="The ticket (登录凭证) in the address, behind `#ticket=`: good once, for a minute.")
    verifier: str = strawberry.field(description="What answers the `challenge` that was given to `/login/…`: its SHA-256 in base64url.")


@strawberry.type(description="An outside provider that one may log in through (身份认证平台).")
class LoginProvider:
    """One of them."""

    key: str = strawberry.field(description="How addresses name it (平台标识).")
    title: str = strawberry.field(description="How people name it (平台名称), e.g. 学信网.")
    path: str = strawberry.field(description="Where to send a browser, with `?challenge=` added (登录地址).")


def resolve_providers(info: Info) -> list[LoginProvider]:
    """Return the configured providers, in their order."""
    providers = info.context.providers.values()
    return [LoginProvider(key=provider.key, title=provider.title, path=f"/login/{provider.key}") for provider in providers]


@strawberry.type
class EntryQuery:
    """Which outside providers there are."""

    login_providers: list[LoginProvider] = strawberry.field(
        resolver=resolve_providers, description="Outside providers that one may log in through (身份认证平台).", directives=[Public()]
    )


@strawberry.type
class EntryMutation:
    """The session that an outside provider is the proof for."""

    @act("Begin the session that a ticket from an outside provider is for (凭证登录).", roles=[], public=True)
    async def redeem_login_ticket(self, info: Info, input: RedeemLoginTicketInput) -> LoginPayload:
        begun = await info.context.redeem(input.ticket, input.verifier)
        return LoginPayload(**issued(begun.tokens), viewer=viewer_of(begun.actor))
