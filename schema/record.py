"""What every reviewed record shows: where it stands, who reviews it, and whose it is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from rules.agreement_terms import ReviewLevel
from rules.gate import ReviewLevels
from rules.labels import RECORD_STATUS_LABELS, RECORD_WAITS_FOR_LABELS, Label
from rules.names import RECORD_STATUS_NAMES
from rules.record_terms import RecordStatus
from schema.fields import column, label, one
from schema.graduate import Graduate
from schema.places import Department, School


def labels_of(attribute: str, names: Mapping[Any, str]) -> list[Label]:
    """Return the names of a column's words."""
    return [Label({attribute: word}, text) for word, text in names.items()]


def stood(attribute: str) -> list[Label]:
    """Return the short names of a column's statuses."""
    return [Label({attribute: status}, text) for status, text in RECORD_STATUS_NAMES.items()]


@strawberry.interface(description="A record of a graduate that its department and school review (审核).")
class ReviewedRecord:
    """The fields that records of every kind share."""

    status: RecordStatus = column("Where it stands (审核状态).")
    status_label: str | None = label("The status as lists print it (审核状态), e.g. 审核不通过 (学校审核不通过).", RECORD_STATUS_LABELS)
    waits_for_label: str | None = label("Whose turn it is (待处理方): 毕业生, 院系, 学校; null where nobody's.", RECORD_WAITS_FOR_LABELS)
    rejected_by: ReviewLevel | None = column("Which level failed it (审核不通过的级别); null where no review failed.")
    status_reason: str | None = column("Why it was failed, refused or voided (原因).")
    review_levels: ReviewLevels = column("Who reviews it, as set when it began (审核级别).")
    class_year: int = column("Class year (届).")
    graduate: Graduate | None = one("Graduate", "The graduate (毕业生); null for a department that it has left since.", "graduate_id")
    school: School = one("School", "The graduate's school (院校).", "school_id")
    department: Department = one("Department", "The graduate's department (院系).", "department_id")
    created_at: datetime = column("When it was submitted (提交时间).")
    updated_at: datetime = column("When it last changed (更新时间).")
    version: int = column("Send it with every act: an act on an older version is refused.")
