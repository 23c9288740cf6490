"""The figures that statistics of every kind share: of destinations, and of where records stand (guide section 7)."""

from typing import Any

import strawberry

from rules.counters import CONFIRMED, REGISTERED, STALE, category_column
from rules.destinations import CATEGORY_NAMES, DestinationGroup
from rules.statistics import APPROVED, BY_UNITS, GRADUATES, OF_GROUP, SETTLED, SHARES, SIGNED, Rate
from schema.fields import ratio, total


def _category(code: str) -> Any:
    return total(f"Graduates whose destination in force is of category {code} ({CATEGORY_NAMES[code]}).", category_column(code))


def _group(description: str, group: DestinationGroup) -> Any:
    return total(
        f"{description}: categories {', '.join(column.removeprefix('category_') for column in OF_GROUP[group])}.", *OF_GROUP[group]
    )


def _rate(description: str, rate: Rate) -> Any:
    share = SHARES[rate]
    return ratio(f"{description} Basis points (万分比), rounded half up: 6189 is 61.89 %. Null of nothing.", share.part, share.whole)


@strawberry.interface(
    description="What became of graduates (毕业去向). Categories and groups count destinations in force; rates are shares of the roster."
)
class DestinationFigures:
    """The figures of any group of graduates: of a school, of a department, of all who take one degree."""

    graduates: int = total("Graduates on the roster (毕业生人数), 结业生 too.", GRADUATES)
    registered: int = total("Graduates who ask for or hold a destination of whatever kind (已登记人数).", REGISTERED)
    approved: int = total("Graduates with a destination in force (审核通过人数): the sum of all categories.", *APPROVED)
    unregistered: int = total(
        "Graduates without a destination in force (未登记人数): the roster less `approved`.", GRADUATES, less=APPROVED
    )
    settled: int = total("Graduates who have settled (落实人数): all categories but 70, 71 and 72.", *SETTLED)
    by_units: int = total("Graduates whom a unit has taken on (单位就业人数): categories 10, 11, 12, 27, 46, 50, 51.", *BY_UNITS)
    agreement_or_contract: int = _group("Under an agreement or a contract (协议和合同就业人数)", DestinationGroup.AGREEMENT_OR_CONTRACT)
    entrepreneurship: int = _group("Founded something (创业人数)", DestinationGroup.ENTREPRENEURSHIP)
    flexible: int = _group("In flexible work (灵活就业人数)", DestinationGroup.FLEXIBLE)
    further_study: int = _group("Study on (升学人数)", DestinationGroup.FURTHER_STUDY)
    seeking: int = _group("Look for work (待就业人数)", DestinationGroup.SEEKING)
    not_seeking: int = _group("Do not look for work yet (暂不就业人数)", DestinationGroup.NOT_SEEKING)
    category_10: int = _category("10")
    category_11: int = _category("11")
    category_12: int = _category("12")
    category_27: int = _category("27")
    category_46: int = _category("46")
    category_50: int = _category("50")
    category_51: int = _category("51")
    category_75: int = _category("75")
    category_76: int = _category("76")
    category_80: int = _category("80")
    category_85: int = _category("85")
    category_70: int = _category("70")
    category_71: int = _category("71")
    category_72: int = _category("72")
    registered_rate: int | None = _rate("`registered` over `graduates` (登记率).", Rate.REGISTERED)
    approved_rate: int | None = _rate("`approved` over `graduates` (审核通过率).", Rate.APPROVED)
    settled_rate: int | None = _rate("`settled` over `graduates` (毕业去向落实率).", Rate.SETTLED)
    by_units_rate: int | None = _rate("`byUnits` over `graduates` (单位就业率).", Rate.BY_UNITS)
    agreement_or_contract_rate: int | None = _rate("`agreementOrContract` over `graduates` (协议和合同就业率).", Rate.AGREEMENT_OR_CONTRACT)
    entrepreneurship_rate: int | None = _rate("`entrepreneurship` over `graduates` (创业率).", Rate.ENTREPRENEURSHIP)
    flexible_rate: int | None = _rate("`flexible` over `graduates` (灵活就业率).", Rate.FLEXIBLE)
    further_study_rate: int | None = _rate("`furtherStudy` over `graduates` (升学率).", Rate.FURTHER_STUDY)
    seeking_rate: int | None = _rate("`seeking` over `graduates` (待就业率).", Rate.SEEKING)
    not_seeking_rate: int | None = _rate("`notSeeking` over `graduates` (暂不就业率).", Rate.NOT_SEEKING)


@strawberry.interface(description="How many records stand where (毕业去向登记与网签统计). All numbers are exact at `version`.")
class SigningFigures(DestinationFigures):
    """The figures that a school and a sum of schools share."""

    version: int = total("Rises with every change of any number here.", "version")
    signed: int = total("Graduates with an agreement in force, online, offline or on paper (已签约人数).", *SIGNED)
    signing_rate: int | None = _rate("`signed` over `graduates` (签约率).", Rate.SIGNING)
    confirmed: int = total("Graduates whose destination is confirmed and unchanged since (已确认人数).", CONFIRMED)
    stale: int = total("Graduates who have confirmed, and must do so again (需重新确认人数).", STALE)
    confirmed_rate: int | None = _rate("`confirmed` over `graduates` (去向登记确认率).", Rate.CONFIRMED)
    expiry_rate: int | None = _rate("`onlineExpired` over all invitations that were sent (应约逾期率).", Rate.EXPIRY)
    online_pending_graduate: int = total("Online: wait for the graduate (待毕业生应约).", "online_pending_graduate")
    online_withdrawn: int = total("Online: withdrawn by the employer (单位已撤回).", "online_withdrawn")
    online_rejected_by_graduate: int = total("Online: declined by the graduate (毕业生拒绝).", "online_rejected_by_graduate")
    online_expired: int = total("Online: expired unanswered (签约逾期未回应).", "online_expired")
    online_pending_department: int = total("Online: wait for the department (待院系审核).", "online_pending_department")
    online_pending_school: int = total("Online: wait for the school (待学校审核).", "online_pending_school")
    online_review_rejected: int = total("Online: failed a review (签约审核不通过).", "online_review_rejected")
    online_effective: int = total("Online: in force (签约审核通过).", "online_effective")
    online_voided: int = total("Online: voided by the school (学校已作废).", "online_voided")
    online_terminated: int = total("Online: terminated (已解约).", "online_terminated")
    offline_protocol_pending_department: int = total(
        "Offline: wait for the department, form (待就业协议审核).", "offline_protocol_pending_department"
    )
    offline_protocol_pending_school: int = total("Offline: wait for the school, form (待就业协议审核).", "offline_protocol_pending_school")
    offline_protocol_rejected: int = total("Offline: form not approved (就业协议审核不通过).", "offline_protocol_rejected")
    offline_protocol_issued: int = total("Offline: form issued, scan awaited (待回传).", "offline_protocol_issued")
    offline_sign_pending_department: int = total("Offline: wait for the department, scan (待签约审核).", "offline_sign_pending_department")
    offline_sign_pending_school: int = total("Offline: wait for the school, scan (待签约审核).", "offline_sign_pending_school")
    offline_sign_rejected: int = total("Offline: scan not approved (签约审核不通过).", "offline_sign_rejected")
    offline_effective: int = total("Offline: in force (签约审核通过).", "offline_effective")
    offline_voided: int = total("Offline: voided by the school (学校已作废).", "offline_voided")
    offline_terminated: int = total("Offline: terminated (已解约).", "offline_terminated")
    offline_cancelled: int = total("Offline: cancelled by the graduate (已取消).", "offline_cancelled")
    supplement_pending_department: int = total("Supplements: wait for the department (补登待院系审核).", "supplement_pending_department")
    supplement_pending_school: int = total("Supplements: wait for the school (补登待学校审核).", "supplement_pending_school")
    supplement_approved: int = total("Supplements: approved (补登审核通过).", "supplement_approved")
    supplement_rejected: int = total("Supplements: failed a review (补登审核不通过).", "supplement_rejected")
    supplement_cancelled: int = total("Supplements: cancelled by the graduate (补登毕业生已取消).", "supplement_cancelled")
    supplement_voided: int = total("Supplements: voided (补登已作废).", "supplement_voided")
    supplement_terminated: int = total("Supplements: terminated (补登已解约).", "supplement_terminated")
    termination_pending_counterparty: int = total(
        "Terminations: wait for the other side (解约待对方确认).", "termination_pending_counterparty"
    )
    termination_counterparty_refused: int = total(
        "Terminations: refused by the other side (解约对方不同意).", "termination_counterparty_refused"
    )
    termination_withdrawn: int = total("Terminations: withdrawn (解约已撤回).", "termination_withdrawn")
    termination_pending_department: int = total("Terminations: wait for the department (解约待院系审核).", "termination_pending_department")
    termination_pending_school: int = total("Terminations: wait for the school (解约待学校审核).", "termination_pending_school")
    termination_approved: int = total("Terminations: approved (解约审核通过).", "termination_approved")
    termination_rejected: int = total("Terminations: failed a review (解约审核不通过).", "termination_rejected")
    termination_lapsed: int = total("Terminations: lapsed (解约已失效).", "termination_lapsed")
    registration_pending_department: int = total(
        "Registrations: wait for the department (去向登记待院系审核).", "registration_pending_department"
    )
    registration_pending_school: int = total("Registrations: wait for the school (去向登记待学校审核).", "registration_pending_school")
    registration_approved: int = total("Registrations: approved (去向登记审核通过).", "registration_approved")
    registration_rejected: int = total("Registrations: failed a review (去向登记审核不通过).", "registration_rejected")
    registration_cancelled: int = total("Registrations: cancelled by the graduate (去向登记毕业生已取消).", "registration_cancelled")
    registration_void_pending_department: int = total(
        "Registrations: in force, wait for the department to void them (去向登记作废申请待院系审核).",
        "registration_void_pending_department",
    )
    registration_void_pending_school: int = total(
        "Registrations: in force, wait for the school to void them (去向登记作废申请待学校审核).", "registration_void_pending_school"
    )
    registration_voided: int = total("Registrations: voided (去向登记已作废).", "registration_voided")
    registration_superseded: int = total(
        "Registrations: superseded by what came into force after (去向登记已被取代).", "registration_superseded"
    )
