"""The ten rows that figure 6 of the guide prints come out of the rules as printed."""

import re
from typing import NamedTuple

import pytest

from rules.agreement import STATUSES_OF
from rules.agreement_number import BEARS_NUMBER, NUMBER_PATTERN, agreement_number
from rules.agreement_terms import Initiator, ReviewLevel, Status
from rules.gate_terms import AgreementType
from rules.labels import DEGREE_LABELS, INITIATOR_LABELS, NUMBER_PENDING_LABEL, status_label

BACHELOR, MASTER = "31", "11"


class Row(NamedTuple):
    """One printed row, and the state that it shows."""

    initiator: str
    degree: str
    number: str
    status: str
    is_started_by: Initiator
    has_degree: str
    stands: Status
    failed_by: ReviewLevel | None


ONLINE, OFFLINE = Initiator.EMPLOYER, Initiator.GRADUATE
SCHOOL = ReviewLevel.SCHOOL
FIGURE_6 = (
    Row("学生", "本科", "2023110001313572712", "签约审核不通过 (学校审核不通过)", OFFLINE, BACHELOR, Status.SIGN_REJECTED, SCHOOL),
    Row("学生", "硕士", "2023110001177978627", "学校已作废", OFFLINE, MASTER, Status.VOIDED, None),
    Row("单位", "硕士", "2023410001114641453", "学校已作废", ONLINE, MASTER, Status.VOIDED, None),
    Row("学生", "硕士", "2023110001176135291", "签约审核不通过 (学校审核不通过)", OFFLINE, MASTER, Status.SIGN_REJECTED, SCHOOL),
    Row("单位", "硕士", "签约信息生效后生成", "签约审核不通过 (学校审核不通过)", ONLINE, MASTER, Status.REVIEW_REJECTED, SCHOOL),
    Row("单位", "本科", "2023410001323871235", "学校已作废", ONLINE, BACHELOR, Status.VOIDED, None),
    Row("学生", "硕士", "签约信息生效后生成", "就业协议审核不通过 (学校审核不通过)", OFFLINE, MASTER, Status.PROTOCOL_REJECTED, SCHOOL),
    Row("单位", "本科", "签约信息生效后生成", "签约逾期未回应 签约失败", ONLINE, BACHELOR, Status.EXPIRED, None),
    Row("单位", "本科", "2023410001326768766", "学校已作废", ONLINE, BACHELOR, Status.VOIDED, None),
    Row("单位", "本科", "2023410001318198442", "签约审核通过", ONLINE, BACHELOR, Status.EFFECTIVE, None),
)


@pytest.mark.parametrize("row", FIGURE_6)
def test_a_row_of_figure_6_is_printed_as_the_guide_prints_it(row: Row) -> None:
    assert row.stands in STATUSES_OF[row.is_started_by]
    assert INITIATOR_LABELS[row.is_started_by] == row.initiator
    assert DEGREE_LABELS[row.has_degree] == row.degree
    assert status_label(row.stands, AgreementType.THREE_PARTY, row.failed_by) == row.status


@pytest.mark.parametrize("row", FIGURE_6)
def test_a_row_of_figure_6_bears_a_number_exactly_where_the_guide_prints_one(row: Row) -> None:
    assert (row.stands in BEARS_NUMBER[row.is_started_by]) == (row.number != NUMBER_PENDING_LABEL)


def test_the_seven_numbers_of_figure_6_are_made_as_printed() -> None:
    numbered = [row for row in FIGURE_6 if row.number != NUMBER_PENDING_LABEL]
    assert len(numbered) == 7
    for row in numbered:
        assert agreement_number(2023, row.is_started_by, "10001", row.has_degree, row.number[-8:]) == row.number
        assert re.fullmatch(NUMBER_PATTERN, row.number)
