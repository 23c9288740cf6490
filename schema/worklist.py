"""What waits for whoever asks (待办): each kind of work as the list and the filter that show it, and for whom it is."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

import strawberry
from strawberry.scalars import JSON

from auth.modules import Requirement
from planner.bindings import WorkItem as Item
from planner.bindings import Worklist
from rules.agreement import Initiator, ReviewLevel, Status
from rules.dispute import DisputeState
from rules.employer import EmployerStatus
from rules.gate import MODULE_OF, Feature
from rules.record_terms import RecordStatus
from rules.roles import AccessLevel, Module, Role
from rules.transfer import TURN_OF
from rules.transfer_terms import DispatchState, TransferType
from rules.waiting import REVIEWS, WORK_LABELS, Missing, Work, reviewed_at


@strawberry.type(description="A kind of work that waits for whoever asks (待办事项). What it counts is what its list shows.")
class WorkItem:
    """One kind of work."""

    code: Work = strawberry.field(description="What it is (事项); never changes its meaning.")
    label: str = strawberry.field(description="What it is, as a page prints it (事项名称), e.g. 待审核的线上签约.")
    count: int = strawberry.field(description="How many wait (数量); 0 where none does.")
    due_at: datetime | None = strawberry.field(description="The next deadline among them (最近截止时间); null where none has one.")
    list: str = strawberry.field(description="The root field that lists them (列表), e.g. agreements.")
    filter: JSON = strawberry.field(description="What to give that field as `filter`, word for word (筛选条件).")


def at(status: Status | RecordStatus) -> Mapping[str, object]:
    """Return the filter of records that stand there, in class years in which something can be done about it."""
    return {"status": {"eq": status.value}, "yearIsOpen": {"eq": True}}


def writer(role: Role, module: Module = Module.EMPLOYMENT) -> tuple[Requirement, ...]:
    """Return what it takes that work waits for somebody: to be of the role, and to hold 读写, or it could not be done."""
    return (Requirement((module,), AccessLevel.READ_WRITE, (role,)),)


def item(work: Work, needs: tuple[Requirement, ...], root: str, chosen: Mapping[str, object], due: str | None = None) -> Item:
    """Return one kind of work."""
    return Item(work.value, WORK_LABELS[work], needs, root, chosen, due)


def _for_parties() -> Iterator[Item]:
    graduate, employer = writer(Role.GRADUATE), writer(Role.EMPLOYER)
    unconfirmed: dict[str, Any] = {"confirmedAt": {"isNull": True}, "yearIsOpen": {"eq": True}}
    yield item(Work.BASICS_TO_CONFIRM, graduate, "graduates", unconfirmed)
    yield item(Work.INVITATIONS_TO_ANSWER, graduate, "agreements", at(Status.PENDING_GRADUATE), "reply_deadline")
    yield item(Work.FORMS_TO_RESUBMIT, graduate, "agreements", at(Status.PROTOCOL_REJECTED))
    yield item(Work.SUPPLEMENTS_TO_RESUBMIT, graduate, "supplements", at(RecordStatus.REJECTED))
    yield item(Work.DESTINATIONS_TO_RESUBMIT, graduate, "registrations", at(RecordStatus.REJECTED))
    for work, status in ((Work.REGISTRATION_TO_SUBMIT, EmployerStatus.REGISTERED), (Work.REGISTRATION_RETURNED, EmployerStatus.REJECTED)):
        yield item(work, employer, "employerRegistrations", {"status": {"eq": status.value}})
    for party in (graduate, employer):
        yield item(Work.SCANS_TO_UPLOAD, party, "agreements", at(Status.PROTOCOL_ISSUED))
        yield item(Work.SCANS_TO_CORRECT, party, "agreements", at(Status.SIGN_REJECTED))
    for party, other in ((graduate, Initiator.EMPLOYER), (employer, Initiator.GRADUATE)):
        asked = {**at(RecordStatus.PENDING_COUNTERPARTY), "initiator": {"eq": other.value}}
        yield item(Work.TERMINATIONS_TO_ANSWER, party, "terminations", asked)


def _for_reviewers() -> Iterator[Item]:
    for role, level in ((Role.DEPARTMENT, ReviewLevel.DEPARTMENT), (Role.SCHOOL, ReviewLevel.SCHOOL)):
        for work in REVIEWS:
            yield item(work, writer(role), "agreements", at(reviewed_at(work, level)))
        for work, root in ((Work.SUPPLEMENTS_TO_REVIEW, "supplements"), (Work.TERMINATIONS_TO_REVIEW, "terminations")):
            yield item(work, writer(role), root, at(RecordStatus(f"PENDING_{level}")))
        yield item(Work.DESTINATIONS_TO_REVIEW, writer(role), "registrations", at(RecordStatus(f"PENDING_{level}")))
        yield item(Work.VOIDS_TO_REVIEW, writer(role), "registrations", at(RecordStatus(f"VOID_PENDING_{level}")))
    disputed: dict[str, Any] = {"state": {"eq": DisputeState.OPEN.value}, "yearIsOpen": {"eq": True}}
    yield item(Work.DISPUTES_TO_RESOLVE, writer(Role.SCHOOL), "disputes", disputed)


def _transfers() -> Iterator[Item]:
    """Yield what waits of archives and household registrations."""
    kinds = (
        (Module.ARCHIVE, "archiveRecords", Work.ARCHIVES_TO_RESUBMIT, Work.ARCHIVES_TO_REVIEW),
        (Module.HUKOU, "hukouRecords", Work.HUKOU_TO_RESUBMIT, Work.HUKOU_TO_REVIEW),
    )
    for module, root, returned, reviewed in kinds:
        for role, work in ((Role.GRADUATE, returned), (Role.DEPARTMENT, reviewed), (Role.SCHOOL, reviewed)):
            chosen: dict[str, Any] = {"status": {"eq": TURN_OF[role].value}, "yearIsOpen": {"eq": True}}
            yield item(work, writer(role, module), root, chosen)
        if module is Module.ARCHIVE:
            approved: dict[str, Any] = {
                "status": {"eq": RecordStatus.APPROVED.value},
                "dispatchState": {"in": [DispatchState.NOT_SENT.value, DispatchState.RETURNED.value]},
                "transferType": {"in": [type_.value for type_ in TransferType if type_ is not TransferType.KEEP_AT_SCHOOL]},
                "yearIsOpen": {"eq": True},
            }
            yield item(Work.ARCHIVES_TO_SEND, writer(Role.SCHOOL, module), root, approved)


SETUPS: Final[Mapping[Feature, Work]] = {
    Feature.DESTINATION: Work.SIGNING_SETUP_MISSING,
    Feature.ARCHIVE: Work.ARCHIVE_SETUP_MISSING,
    Feature.HUKOU: Work.HUKOU_SETUP_MISSING,
}


def _for_gate() -> Iterator[Item]:
    # Provinces switch, type and review by their role; they hold no level (`roles:` of their mutations).
    province = (Requirement(roles=(Role.PROVINCE,)),)
    for feature, work in SETUPS.items():
        missing: dict[str, Any] = {"feature": {"eq": feature.value}, "missing": {"eq": Missing.SETUP.value}}
        yield item(work, writer(Role.SCHOOL, MODULE_OF[feature]), "setupGaps", missing)
    yield item(Work.EMPLOYERS_TO_REVIEW, province, "employerRegistrations", {"status": {"eq": EmployerStatus.PENDING_REVIEW.value}})
    yield item(Work.AGREEMENT_TYPES_MISSING, province, "setupGaps", {"missing": {"eq": Missing.AGREEMENT_TYPE.value}})
    yield item(Work.SCHOOLS_NOT_SET_UP, province, "setupGaps", {"missing": {"eq": Missing.SETUP.value}})


WORKLIST: Final = Worklist((*_for_parties(), *_for_reviewers(), *_transfers(), *_for_gate()))
"""What can wait for somebody, in the order in which it is told. New work is one more item: a list, a filter, and for whom."""
