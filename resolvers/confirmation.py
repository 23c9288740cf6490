"""Confirming a destination (去向登记确认), authorising its verification (核验授权), and verifying without an account (核验)."""

import asyncio
from contextlib import nullcontext
from datetime import datetime
from time import monotonic
from typing import Final
from uuid import UUID

import strawberry

from actions.confirmation import confirm_destination, grant_verification, revoke_verification
from actions.verification import Verified, verify
from auth.throttle import failures_counted
from planner.ids import parse_id_of
from resolvers.acts import act
from resolvers.context import Info, key_of, located
from rules.confirmation import LookKey, key_kind, read_number, series_of
from rules.confirmation_errors import VerificationFailed
from rules.gate_terms import Feature
from rules.labels import DEGREE_LABELS
from rules.roles import Module, Role
from rules.throttling import VERIFICATION_BY_ADDRESS, VERIFICATION_BY_SERIES
from rules.verification import FEATURE_TITLES
from schema.agreement import Agreement
from schema.confirmation import Confirmation, VerificationGrant
from schema.errors import UserError
from schema.graduate import Graduate
from schema.registration import DestinationRegistration
from schema.supplement import Supplement

WRITES = [Module.EMPLOYMENT]
ANSWER_SECONDS: Final = 0.3
"""How long every answer to a verifier takes, at least: well over what any of them needs, so that none tells by its time what it found."""


@strawberry.input(description="One of your graduations, and the destination as you saw it.")
class ConfirmDestinationInput:
    """Input of confirmDestination."""

    graduate: strawberry.ID = strawberry.field(description="Which of your graduations (毕业生).")
    destination: strawberry.ID = strawberry.field(description="The record in force that you confirm (去向): refused where another one is.")
    features: list[Feature] = strawberry.field(
        description="What the first verification number shows (核验授权内容); empty for nothing but that you have confirmed."
    )
    days: int = strawberry.field(default=90, description="For how many days that number is good (授权天数), 1 to 365.")


@strawberry.input(description="A confirmation that holds, what is to be shown of it, and for how long.")
class GrantVerificationInput:
    """Input of grantVerification."""

    confirmation: strawberry.ID = strawberry.field(description="Which confirmation (去向登记确认).")
    features: list[Feature] = strawberry.field(description="What it shows (核验授权内容), at least one.")
    days: int = strawberry.field(default=30, description="For how many days (授权天数), 1 to 365.")


@strawberry.input(description="An authorisation as you saw it.")
class RevokeVerificationInput:
    """Input of revokeVerification."""

    grant: strawberry.ID = strawberry.field(description="Which one (核验授权).")
    version: int = strawberry.field(description="The version you saw.")


@strawberry.input(description="Whom you verify, by what the graduate gave you.")
class VerifyDestinationInput:
    """Input of verifyDestination."""

    name: str = strawberry.field(description="The graduate's name (姓名), exactly.")
    number: str = strawberry.field(description="Verification number or transfer number (核验编号或转递编号), however it is spaced.")
    looked_by: str = strawberry.field(description="Who you are (核验单位): the graduate reads it. At most 60 characters.")


@strawberry.type(description="The confirmation as it stands.")
class ConfirmationPayload:
    """Payload of confirmDestination."""

    confirmation: Confirmation | None = strawberry.field(default=None, description="The confirmation; null where it was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="The authorisation as it stands.")
class VerificationGrantPayload:
    """Payload of grantVerification and revokeVerification."""

    grant: VerificationGrant | None = strawberry.field(default=None, description="The authorisation; null where it was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="One line of what is verified (核验内容).")
class VerifiedLine:
    """One line."""

    name: str = strawberry.field(description="What it is, for programs (字段).")
    label: str = strawberry.field(description="What it is, as a page prints it (名称).")
    value: str = strawberry.field(description="What it says (内容).")


@strawberry.type(description="One of the parts that a graduate authorises (核验内容).")
class VerifiedSection:
    """One part."""

    feature: Feature = strawberry.field(description="Which part (功能).")
    title: str = strawberry.field(description="Which part, as a page prints it: 毕业去向, 档案转递, 户口迁移.")
    lines: list[VerifiedLine] = strawberry.field(description="What is known of it, as it was approved last (内容); empty where nothing is.")


@strawberry.type(description="What a graduate lets you see, and nothing else (核验结果).")
class VerifiedGraduate:
    """What is seen."""

    name: str = strawberry.field(description="Name (姓名).")
    id_number: str = strawberry.field(description="Identity number, masked (身份证号).")
    school_name: str = strawberry.field(description="School (院校).")
    major_name: str = strawberry.field(description="Major (专业).")
    degree_label: str = strawberry.field(description="Degree in short (学历).")
    class_year: int = strawberry.field(description="Class year (届).")
    confirmed_at: datetime = strawberry.field(description="When the graduate confirmed (确认时间).")
    valid_until: datetime = strawberry.field(description="How long you may see this (授权有效期至).")
    transfer_number: str | None = strawberry.field(description="Transfer number (转递编号), where the archive is shown.")
    sections: list[VerifiedSection] = strawberry.field(description="What the graduate authorised (核验内容).")


@strawberry.type(description="What was found.")
class VerifyDestinationPayload:
    """Payload of verifyDestination."""

    verified: VerifiedGraduate | None = strawberry.field(
        default=None, description="What you may see (核验结果); null where nothing was found."
    )
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="One answer for whatever is wrong.")


@strawberry.type
class ConfirmationMutation:
    """Mutations of graduates at the end, and of those who verify."""

    @act("Confirm the destination that is in force (去向登记确认).", roles=[Role.GRADUATE], modules=WRITES)
    async def confirm_destination(self, info: Info, input: ConfirmDestinationInput) -> ConfirmationPayload:
        entities = {type_.__name__: type_.__entity__ for type_ in DESTINATIONS}  # type: ignore[attr-defined]
        key = await confirm_destination(
            info.context.acting,
            key_of(Graduate, input.graduate),
            holder_id=UUID(str(parse_id_of(input.destination, list(entities), entities))),
            shows=input.features,
            days=input.days,
        )
        return ConfirmationPayload(confirmation=located(Confirmation, key))

    @act("Let somebody verify parts of what you confirmed (核验授权), by a new number.", roles=[Role.GRADUATE], modules=WRITES)
    async def grant_verification(self, info: Info, input: GrantVerificationInput) -> VerificationGrantPayload:
        confirmation = key_of(Confirmation, input.confirmation)
        key = await grant_verification(info.context.acting, confirmation, shows=input.features, days=input.days)
        return VerificationGrantPayload(grant=located(VerificationGrant, key))

    @act("Take an authorisation back (撤销核验授权): its number shows nothing any more.", roles=[Role.GRADUATE], modules=WRITES)
    async def revoke_verification(self, info: Info, input: RevokeVerificationInput) -> VerificationGrantPayload:
        key = await revoke_verification(info.context.acting, key_of(VerificationGrant, input.grant), version=input.version)
        return VerificationGrantPayload(grant=located(VerificationGrant, key))

    @act("Verify what a graduate authorised (去向核验), without an account. The graduate sees who looked.", roles=[], public=True)
    async def verify_destination(self, info: Info, input: VerifyDestinationInput) -> VerifyDestinationPayload:
        visitor, throttle = info.context.visitor, info.context.throttle
        begun = monotonic()
        try:
            number, name = read_number(input.number), input.name.strip()
            is_guessable = key_kind(number) is LookKey.TRANSFER
            by_series = failures_counted(throttle, VERIFICATION_BY_SERIES, name, series_of(number), of=VerificationFailed)
            async with (
                failures_counted(throttle, VERIFICATION_BY_ADDRESS, visitor.origin.network, of=VerificationFailed),
                by_series if is_guessable else nullcontext(),
            ):
                verified = await verify(visitor, name=input.name, number=input.number, looked_by=input.looked_by)
        finally:
            await asyncio.sleep(max(0.0, ANSWER_SECONDS - (monotonic() - begun)))
        return VerifyDestinationPayload(verified=_shown(verified))


DESTINATIONS: Final[tuple[type, ...]] = (Agreement, Supplement, DestinationRegistration)
"""The types of the records that a destination can be."""


def _shown(verified: Verified) -> VerifiedGraduate:
    return VerifiedGraduate(
        name=verified.name,
        id_number=verified.id_number,
        school_name=verified.school_name,
        major_name=verified.major_name,
        degree_label=DEGREE_LABELS[verified.degree_code],
        class_year=verified.class_year,
        confirmed_at=verified.confirmed_at,
        valid_until=verified.valid_until,
        transfer_number=verified.transfer_number,
        sections=[
            VerifiedSection(
                feature=part.feature,
                title=FEATURE_TITLES[part.feature],
                lines=[VerifiedLine(name=item.name, label=item.label, value=item.value) for item in part.items],
            )
            for part in verified.parts
        ],
    )
