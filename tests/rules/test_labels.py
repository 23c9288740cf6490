"""What lists print: a text for every state that can be, and the texts that the guide prints."""

from collections.abc import Iterator

import pytest

from rules.agreement import FAILED_REVIEWS
from rules.agreement_terms import Initiator, ReviewLevel, Status
from rules.codes import DEGREES
from rules.gate_terms import AgreementType
from rules.labels import AGREEMENT_TYPE_LABELS, DEGREE_LABELS, INITIATOR_LABELS, STATUS_LABELS, status_label

Row = tuple[Status, AgreementType, ReviewLevel | None]


def every_row() -> Iterator[Row]:
    """Yield every state an agreement can be in: the failing level is known exactly where a review failed."""
    for status in Status:
        for agreement_type in AgreementType:
            for level in ReviewLevel if status in FAILED_REVIEWS else (None,):
                yield status, agreement_type, level


def test_every_state_has_a_label_and_every_label_a_state() -> None:
    printed = [status_label(*row) for row in every_row()]
    assert all(printed)
    assert {label.text for label in STATUS_LABELS} == set(printed)
    assert len({tuple(sorted(label.when.items())) for label in STATUS_LABELS}) == len(STATUS_LABELS)


def test_no_label_hides_behind_an_earlier_one() -> None:
    first_fits = set()
    for status, agreement_type, level in every_row():
        row = {"status": status, "agreement_type": agreement_type, "rejected_by": level}
        first_fits.add(next(place for place, label in enumerate(STATUS_LABELS) if label.when.items() <= row.items()))
    assert first_fits == set(range(len(STATUS_LABELS)))


def test_only_two_party_agreements_are_attested_and_only_by_the_school() -> None:
    for status, agreement_type, level in every_row():
        printed = status_label(status, agreement_type, level)
        if "鉴证" in printed:
            assert agreement_type is AgreementType.TWO_PARTY
            assert level is not ReviewLevel.DEPARTMENT
            assert status_label(status, AgreementType.THREE_PARTY, level) == printed.replace("鉴证", "审核")
            assert "院系" not in printed


def test_of_a_two_party_agreement_nothing_the_school_does_is_a_review() -> None:
    for status, _, level in every_row():
        assert "学校审核" not in status_label(status, AgreementType.TWO_PARTY, level)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ((Status.EFFECTIVE, AgreementType.TWO_PARTY, None), "签约鉴证通过"),
        ((Status.REVIEW_REJECTED, AgreementType.TWO_PARTY, ReviewLevel.SCHOOL), "签约鉴证不通过 (学校鉴证不通过)"),
        ((Status.REVIEW_REJECTED, AgreementType.TWO_PARTY, ReviewLevel.DEPARTMENT), "签约审核不通过 (院系审核不通过)"),
        ((Status.REVIEW_REJECTED, AgreementType.THREE_PARTY, ReviewLevel.DEPARTMENT), "签约审核不通过 (院系审核不通过)"),
        ((Status.PENDING_SCHOOL, AgreementType.TWO_PARTY, None), "待学校鉴证"),
        ((Status.PENDING_SCHOOL, AgreementType.THREE_PARTY, None), "待学校审核"),
    ],
)
def test_the_words_of_the_two_agreement_types(row: Row, text: str) -> None:
    assert status_label(*row) == text


def test_every_initiator_type_and_degree_has_a_label() -> None:
    assert set(INITIATOR_LABELS) == set(Initiator)
    assert set(AGREEMENT_TYPE_LABELS) == set(AgreementType)
    assert set(DEGREE_LABELS) == set(DEGREES)
    assert set(DEGREE_LABELS.values()) == {"博士", "硕士", "第二学士学位", "本科", "专科"}
