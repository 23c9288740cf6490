"""Live signing statistics: a school's counters, and their sums over a province or the nation."""

from typing import Annotated

import strawberry

import models
from auth.scope import Rows
from planner.bindings import Aggregate, FilterColumn
from schema.access import WHOLE_SCHOOLS
from schema.fields import aggregate, column, entity, many, one, ratio, row_count, total
from schema.lists.statistics import SchoolStatisticsOrder
from schema.places import School
from schema.relay import Connection, Node


@strawberry.interface(description="How many agreements stand where (毕业去向登记与网签统计). All numbers are exact at `version`.")
class SigningFigures:
    """The figures that a school and a sum of schools share."""

    version: int = total("Rises with every change of any number here.", "version")
    graduates: int = total("Graduates on the roster (毕业生人数).", "graduates")
    signed: int = total(
        "Graduates with an agreement in force, however it was started (已签约人数).", "online_effective", "offline_effective"
    )
    signing_rate: int | None = ratio(
        "Signed over graduates in basis points: 6189 is 61.89 % (签约率, 万分比). Null without graduates.",
        ("online_effective", "offline_effective"),
        "graduates",
    )
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


@entity(models.SigningCounters, scope=Rows.COUNTERS, access=WHOLE_SCHOOLS)
class SchoolSigningStatistics(Node, SigningFigures):
    """The figures of one school and class year (毕业去向登记与网签统计)."""

    class_year: int = column("Class year (届).")
    school: School = one("School", "Whose figures (院校).", "school_id")


@aggregate(models.SigningCounters, scope=Rows.COUNTERS, access=WHOLE_SCHOOLS)
class SigningStatistics(SigningFigures):
    """The figures of one class year, summed over the schools you may see: of a province, of one school, or all (毕业去向登记与网签统计)."""

    class_year: int = column("Class year (届).")
    school_count: int = row_count("Over how many schools (院校数).")
    schools: Connection[SchoolSigningStatistics] | None = many(
        "SchoolSigningStatistics", "Each school's figures (各高校统计).", order=SchoolStatisticsOrder
    )


CHOSEN = Aggregate(
    "SigningStatistics",
    {
        "classYear": FilterColumn("class_year"),
        "province": FilterColumn("province_code", ("Province",)),
        "school": FilterColumn("school_id", ("School",)),
    },
    exclusive=("province", "school"),
)
"""Which counters `signingStatistics` sums, in a query and in a subscription alike."""

ClassYear = Annotated[int, strawberry.argument(description="Class year (届).")]
InProvince = Annotated[strawberry.ID | None, strawberry.argument(description="Only this province's schools (省份).")]
InSchool = Annotated[
    strawberry.ID | None, strawberry.argument(description="Only this school (院校); give a province or a school, not both.")
]
DESCRIPTION = "Signing statistics of a class year (毕业去向登记与网签统计). Null where no school of yours is chosen."
