"""Registering other destinations (去向登记): a graduate submits, changes, cancels, asks to void; departments and schools review."""

from dataclasses import replace
from datetime import date
from typing import Any

import strawberry

from actions.record import move_record
from actions.registration import KIND, Said, resubmit_registration, submit_registration
from resolvers.acts import act
from resolvers.archive import ArchiveEntryInput
from resolvers.blocks import ARCHIVE_BESIDE, HUKOU_BESIDE, beside
from resolvers.bulk_review import (
    EACH_ONCE,
    MOVES,
    BulkReviewInput,
    BulkReviewPayload,
    BulkReviewResult,
    ReviewDecision,
    results,
    review_all,
)
from resolvers.context import Info, key_of, located
from resolvers.hukou import HukouEntryInput
from rules.record_terms import RecordMove
from rules.registration_details import Value
from rules.registration_fields import FIELD_OF, FIELDS, FORMS, MOST_PROOFS
from rules.roles import Module, Role
from schema.access import Public
from schema.errors import UserError
from schema.graduate import Graduate
from schema.registration import DestinationRegistration
from schema.registration_forms import RegistrationForm, resolve_forms
from schema.upload import Upload

WRITES = [Module.EMPLOYMENT]


def asked(name: str) -> Any:
    """Return an input field, described as the table of fields has it."""
    field = FIELD_OF[name]
    longest = f", at most {field.longest} characters" if field.longest else ""
    categories = ", ".join(form.category for form in FORMS if name in form.fields)
    return strawberry.field(default=None, description=f"{field.english} ({field.label}){longest}; of {categories}.")


@strawberry.input(description="A destination. What a category asks for, `registrationForms` says; no other may be given.")
class DestinationDetailsInput:
    """What a registration says, without what proves it."""

    category: str = strawberry.field(description="Category's code (毕业去向类别), e.g. 80.")
    subtype: str | None = asked("subtype")
    employer_name: str | None = asked("employerName")
    employer_uscc: str | None = asked("employerUscc")
    employer_nature: str | None = asked("employerNature")
    employer_industry: str | None = asked("employerIndustry")
    division: str | None = asked("division")
    employer_address: str | None = asked("employerAddress")
    employer_contact: str | None = asked("employerContact")
    employer_phone: str | None = asked("employerPhone")
    position_category: str | None = asked("positionCategory")
    position: str | None = asked("position")
    country: str | None = asked("country")
    admitted_school_code: str | None = asked("admittedSchoolCode")
    admitted_school_name: str | None = asked("admittedSchoolName")
    admitted_major: str | None = asked("admittedMajor")
    admitted_degree: str | None = asked("admittedDegree")
    is_full_time: bool | None = asked("isFullTime")
    entity_name: str | None = asked("entityName")
    entity_uscc: str | None = asked("entityUscc")
    role: str | None = asked("role")
    occupation: str | None = asked("occupation")
    wish: str | None = asked("wish")
    start_date: date | None = asked("startDate")

    @property
    def values(self) -> dict[str, Value]:
        """What is said, by the fields' names."""
        return {field.name: getattr(self, field.attribute) for field in FIELDS}


@strawberry.input(
    description="A destination as its graduate says it. What a category asks for, `registrationForms` says; no other may be given."
)
class RegistrationDetailsInput(DestinationDetailsInput):
    """What a registration says."""

    proofs: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description=f"What proves it (证明材料), at most {MOST_PROOFS}, by the IDs that POST /files answered; your own, each used once.",
    )

    @property
    def said(self) -> Said:
        """What the action is given."""
        return Said(category=self.category, values=self.values, proofs=[key_of(Upload, upload) for upload in self.proofs])


@strawberry.input(description="For which graduation, and what it does.")
class SubmitRegistrationInput:
    """Input of submitRegistration."""

    graduate: strawberry.ID = strawberry.field(description="Which of your graduations (毕业生).")
    details: RegistrationDetailsInput = strawberry.field(description="The destination (去向信息).")
    archive: ArchiveEntryInput | None = strawberry.field(default=None, description=ARCHIVE_BESIDE)
    hukou: HukouEntryInput | None = strawberry.field(default=None, description=HUKOU_BESIDE)


@strawberry.input(description="A registration as you saw it.")
class RegistrationInput:
    """Input of acts that need no reason."""

    id: strawberry.ID = strawberry.field(description="Which registration (去向登记).")
    version: int = strawberry.field(description="The version you saw; refused where it has changed since.")


@strawberry.input(description="A rejected registration as you saw it, and all that it shall say.")
class ResubmitRegistrationInput(RegistrationInput):
    """Input of resubmitRegistration."""

    details: RegistrationDetailsInput = strawberry.field(description="The destination (去向信息).")
    archive: ArchiveEntryInput | None = strawberry.field(default=None, description=ARCHIVE_BESIDE)
    hukou: HukouEntryInput | None = strawberry.field(default=None, description=HUKOU_BESIDE)


@strawberry.input(description="A registration as you saw it, and why, where there is something to say.")
class CancelRegistrationInput(RegistrationInput):
    """Input of cancelRegistration."""

    reason: str | None = strawberry.field(default=None, description="Why (原因), at most 500 characters.")


@strawberry.input(description="A review of a registration as you saw it, or of the request to void it.")
class ReviewRegistrationInput(RegistrationInput):
    """Input of reviewRegistration."""

    decision: ReviewDecision = strawberry.field(description="What you decide (审核结果).")
    reason: str | None = strawberry.field(default=None, description="Why (原因), at most 500 characters; needed where it fails.")


@strawberry.input(description="One decision on many registrations, each as you saw it.")
class ReviewRegistrationsInput(BulkReviewInput):
    """Input of reviewRegistrations."""

    registrations: list[RegistrationInput] = strawberry.field(description=f"Which registrations (去向登记), {EACH_ONCE}")


@strawberry.input(description="A registration as you saw it, and why it is to be void.")
class ExplainedRegistrationInput(RegistrationInput):
    """Input of requestRegistrationVoid and voidRegistration."""

    reason: str = strawberry.field(description="Why (原因), at most 500 characters.")


@strawberry.type(description="What became of an act on a registration (去向登记).")
class RegistrationPayload:
    """Payload of every act on a registration."""

    registration: DestinationRegistration | None = strawberry.field(
        default=None, description="The registration as it is now; null where the act was refused."
    )
    user_errors: list[UserError] = strawberry.field(
        default_factory=list, description="Everything at fault, so that it can be corrected at once; empty where it was done."
    )


@strawberry.type(description="What became of one registration of a bulk review (批量审核).")
class RegistrationReviewResult(BulkReviewResult):
    """One of the results of reviewRegistrations."""

    registration: DestinationRegistration | None = strawberry.field(
        default=None, description="The registration (去向登记) now; null where it was refused."
    )


@strawberry.type(description="What became of reviewRegistrations (批量审核).")
class ReviewRegistrationsPayload(BulkReviewPayload):
    """Payload of reviewRegistrations."""

    results: list[RegistrationReviewResult] = results("registration")


def said_in(input: SubmitRegistrationInput | ResubmitRegistrationInput) -> Said:
    """Return what an action is given. Raises BadUserInput."""
    return replace(input.details.said, beside=beside(input.archive, input.hukou))


async def moved(info: Info, input: RegistrationInput, move: RecordMove, reason: str | None = None) -> RegistrationPayload:
    """Take one step in a registration's life. Raises RuleError, BadUserInput."""
    key = key_of(DestinationRegistration, input.id)
    await move_record(info.context.acting, KIND, key, move, version=input.version, reason=reason)
    return RegistrationPayload(registration=located(DestinationRegistration, key))


@strawberry.type
class RegistrationQuery:
    """The forms of other destinations."""

    registration_forms: list[RegistrationForm] = strawberry.field(
        resolver=resolve_forms,
        description="What each category of destinations asks for (去向登记表单), in the order in which statistics print them.",
        directives=[Public()],
    )


@strawberry.type
class RegistrationMutation:
    """Mutations of registrations."""

    @act(
        "Register another destination than an agreement (去向登记): it is reviewed, and counts once the school has approved it.",
        roles=[Role.GRADUATE],
        modules=WRITES,
    )
    async def submit_registration(self, info: Info, input: SubmitRegistrationInput) -> RegistrationPayload:
        key = await submit_registration(info.context.acting, key_of(Graduate, input.graduate), said_in(input))
        return RegistrationPayload(registration=located(DestinationRegistration, key))

    @act(
        "Change what was rejected and submit it again (修改后重新提交); what was uploaded before stays with it.",
        roles=[Role.GRADUATE],
        modules=WRITES,
    )
    async def resubmit_registration(self, info: Info, input: ResubmitRegistrationInput) -> RegistrationPayload:
        key = key_of(DestinationRegistration, input.id)
        await resubmit_registration(info.context.acting, key, said_in(input), version=input.version)
        return RegistrationPayload(registration=located(DestinationRegistration, key))

    @act("Cancel a registration that is not approved yet (取消去向登记).", roles=[Role.GRADUATE], modules=WRITES)
    async def cancel_registration(self, info: Info, input: CancelRegistrationInput) -> RegistrationPayload:
        return await moved(info, input, RecordMove.CANCEL, input.reason)

    @act(
        "Review a registration that waits for you, or the request to void it (审核): to pass a request is to void.",
        roles=[Role.DEPARTMENT, Role.SCHOOL],
        modules=WRITES,
    )
    async def review_registration(self, info: Info, input: ReviewRegistrationInput) -> RegistrationPayload:
        return await moved(info, input, MOVES[input.decision], input.reason)

    @act(
        "Review many registrations at once, or the requests to void them (批量审核); each is decided by itself.",
        roles=[Role.DEPARTMENT, Role.SCHOOL],
        modules=WRITES,
    )
    async def review_registrations(self, info: Info, input: ReviewRegistrationsInput) -> ReviewRegistrationsPayload:
        told = await review_all(info, KIND, DestinationRegistration, input.registrations, input, RegistrationReviewResult, "registration")
        return ReviewRegistrationsPayload(results=told)

    @act("Ask that an approved registration be voided (申请作废); it counts until it is.", roles=[Role.GRADUATE], modules=WRITES)
    async def request_registration_void(self, info: Info, input: ExplainedRegistrationInput) -> RegistrationPayload:
        return await moved(info, input, RecordMove.REQUEST_VOID, input.reason)

    @act("Take back the request to void a registration (撤回作废申请).", roles=[Role.GRADUATE], modules=WRITES)
    async def keep_registration(self, info: Info, input: RegistrationInput) -> RegistrationPayload:
        return await moved(info, input, RecordMove.KEEP)

    @act("Void an approved registration (作废去向登记).", roles=[Role.SCHOOL], modules=WRITES)
    async def void_registration(self, info: Info, input: ExplainedRegistrationInput) -> RegistrationPayload:
        return await moved(info, input, RecordMove.VOID, input.reason)
