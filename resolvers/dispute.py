"""Disputing what is registered (信息异议): a graduate raises it and may take it back; its school answers."""

from typing import Final
from uuid import UUID

import strawberry

from actions.dispute import raise_dispute, resolve_dispute, withdraw_dispute
from planner.ids import parse_id
from resolvers.acts import act
from resolvers.context import Info, key_of, located
from rules.dispute import DisputeSubject
from rules.roles import Module, Role
from schema.agreement import Agreement
from schema.dispute import RECORDS, Dispute
from schema.errors import UserError
from schema.graduate import Graduate
from schema.registration import DestinationRegistration
from schema.supplement import Supplement

WRITES: Final = [Module.EMPLOYMENT]
DISPUTED: Final[tuple[type, ...]] = (Graduate, Agreement, Supplement, DestinationRegistration)
TYPES: Final = {type_.__name__: type_.__entity__ for type_ in DISPUTED}  # type: ignore[attr-defined]
SUBJECTS: Final = {name: DisputeSubject(subject) for subject, name in RECORDS.items()}


@strawberry.input(description="What is wrong, and with what.")
class RaiseDisputeInput:
    """Input of raiseDispute."""

    about: strawberry.ID = strawberry.field(
        description="What is disputed (异议对象): one of your graduations for its basic data, or an agreement, supplement or registration "
        "that is in force."
    )
    reason: str = strawberry.field(description="What is wrong (异议内容), at most 500 characters.")

    @property
    def disputed(self) -> tuple[DisputeSubject, UUID]:
        """What is disputed. Raises BadUserInput for the ID of anything else."""
        entity, key = parse_id(str(self.about), TYPES)
        return SUBJECTS[entity.name], UUID(str(key))


@strawberry.input(description="A dispute as you saw it.")
class WithdrawDisputeInput:
    """Input of withdrawDispute."""

    id: strawberry.ID = strawberry.field(description="Which dispute (信息异议).")
    version: int = strawberry.field(description="The version you saw; refused where it has changed since.")


@strawberry.input(description="A dispute as you saw it, and your answer.")
class ResolveDisputeInput(WithdrawDisputeInput):
    """Input of resolveDispute."""

    answer: str = strawberry.field(description="What you have found and done (答复内容), at most 500 characters.")


@strawberry.type(description="What became of an act on a dispute (信息异议).")
class DisputePayload:
    """Payload of every act on a dispute."""

    dispute: Dispute | None = strawberry.field(default=None, description="The dispute as it is now; null where it was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type
class DisputeMutation:
    """Mutations of disputes."""

    @act(
        "Say that what is registered of you is wrong (提出异议): your basic data, or a destination that you were pressed into or never "
        "had. Your school answers; nothing else waits for it.",
        roles=[Role.GRADUATE],
        modules=WRITES,
    )
    async def raise_dispute(self, info: Info, input: RaiseDisputeInput) -> DisputePayload:
        key = await raise_dispute(info.context.acting, *input.disputed, reason=input.reason)
        return DisputePayload(dispute=located(Dispute, key))

    @act("Take back a dispute that is not answered yet (撤回异议).", roles=[Role.GRADUATE], modules=WRITES)
    async def withdraw_dispute(self, info: Info, input: WithdrawDisputeInput) -> DisputePayload:
        key = await withdraw_dispute(info.context.acting, key_of(Dispute, input.id), version=input.version)
        return DisputePayload(dispute=located(Dispute, key))

    @act(
        "Answer a dispute of one of your graduates (答复异议). What is wrong is corrected by the acts for that.",
        roles=[Role.SCHOOL],
        modules=WRITES,
    )
    async def resolve_dispute(self, info: Info, input: ResolveDisputeInput) -> DisputePayload:
        key = await resolve_dispute(info.context.acting, key_of(Dispute, input.id), version=input.version, answer=input.answer)
        return DisputePayload(dispute=located(Dispute, key))
