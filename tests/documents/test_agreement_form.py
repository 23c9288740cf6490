"""The agreement's form: two and three parties from one template, what is signed and decided, and what is not valid any more."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from documents.agreement_form import (
    MARKS,
    AgreementForm,
    EmployerParty,
    GraduateParty,
    PassedReview,
    SchoolParty,
    Terms,
    agreement_form,
    decided_at,
)
from rules.agreement import Initiator, ReviewLevel, Status
from rules.agreement_number import BEARS_NUMBER
from rules.gate import AgreementType, ReviewLevels
from tests.documents.pages import fonts_of, lines_of, stand_in_order, text_of

NIGHT = datetime(2026, 3, 9, 17, tzinfo=UTC)
"""Already the tenth in China."""
SIGNED = AgreementForm(
    number="2026410001312345678",
    class_year=2026,
    agreement_type=AgreementType.THREE_PARTY,
    initiator=Initiator.EMPLOYER,
    review_levels=ReviewLevels.DEPARTMENT_THEN_SCHOOL,
    status=Status.EFFECTIVE,
    status_label="签约审核通过",
    employer=EmployerParty("测试测试公司", "91110000FAKE00013H", "张三", "19900000001", "北京市测试路1号"),
    graduate=GraduateParty("买买提·艾力", "110000********0019", "男", "19900000002", "12345AA", "RR", "哲学类", "本科"),
    school=SchoolParty("北京大学", "10001", "北京市"),
    terms=Terms("编辑", 12_000, "北京市测试路2号", date(2026, 7, 6)),
    qr="2026410001312345678",
    as_of=NIGHT,
    offered_at=NIGHT - timedelta(days=8),
    accepted_at=NIGHT - timedelta(days=7),
    reviews=(
        PassedReview(ReviewLevel.SCHOOL, NIGHT),
        PassedReview(ReviewLevel.DEPARTMENT, NIGHT - timedelta(days=4)),
        PassedReview(ReviewLevel.SCHOOL, NIGHT - timedelta(days=6)),
    ),
)
PARTIES = ["甲方（用人单位）", "测试测试公司", "91110000FAKE00013H", "张三", "19900000001", "北京市测试路1号"]
PARTIES += ["乙方（毕业生）", "买买提·艾力", "男", "110000********0019", "19900000002", "北京大学", "RR", "哲学类", "本科", "12345AA"]
AGREED = ["约定内容", "编辑", "12,000元/月", "北京市测试路2号", "2026年7月6日"]


def test_three_parties_sign_and_the_school_reviews() -> None:
    printed = ["三方协议", "协议编号：2026410001312345678", "2026届", "签约审核通过", *PARTIES, "丙方（学校）", "10001", "北京市", *AGREED]
    printed += ["丙方审核通过", "甲方（盖章）", "乙方（签字）", "丙方（盖章）", "院校审核", "院系审核意见", "学校审核意见"]
    content = agreement_form(SIGNED)
    assert stand_in_order(printed, content)
    assert "鉴证" not in text_of(content)
    assert text_of(content).count("2026410001312345678") == 3


def test_two_parties_sign_and_the_school_attests() -> None:
    content = agreement_form(replace(SIGNED, agreement_type=AgreementType.TWO_PARTY))
    printed = ["两方协议", *PARTIES, *AGREED, "学校鉴证通过", "甲方（盖章）", "乙方（签字）", "院校鉴证", "学校鉴证意见"]
    assert stand_in_order(printed, content)
    assert "丙方" not in text_of(content)


def test_an_agreement_in_force_bears_who_signed_and_decided_and_on_which_day_in_china() -> None:
    signed = ["已在线签约", "2026年3月2日", "已在线应约", "2026年3月3日", "已在线审核", "2026年3月10日"]
    assert stand_in_order([*signed, "审核通过", "2026年3月6日", "审核通过", "2026年3月10日"], agreement_form(SIGNED))


def test_a_form_that_is_yet_to_be_signed_has_room_for_hands_and_seals_and_for_what_else_is_agreed() -> None:
    reviews = (PassedReview(ReviewLevel.SCHOOL, NIGHT),)
    issued = replace(SIGNED, initiator=Initiator.GRADUATE, status=Status.PROTOCOL_ISSUED, accepted_at=None, reviews=reviews)
    text = text_of(agreement_form(issued))
    assert text.count("年月日") == 5
    assert "2026年3月" not in text
    assert "其他约定事项——" in text_of(agreement_form(SIGNED))
    assert "其他约定事项——" not in text


@pytest.mark.parametrize("levels", ReviewLevels)
def test_a_department_that_does_not_review_has_no_place(levels: ReviewLevels) -> None:
    text = text_of(agreement_form(replace(SIGNED, review_levels=levels)))
    assert ("院系审核意见" in text) is (levels is ReviewLevels.DEPARTMENT_THEN_SCHOOL)


def test_a_decision_is_printed_only_of_the_signing_and_only_once_it_was_passed() -> None:
    for initiator, statuses in BEARS_NUMBER.items():
        for status in statuses:
            decided = decided_at(replace(SIGNED, initiator=initiator, status=status), ReviewLevel.SCHOOL)
            was_in_force = status in {Status.EFFECTIVE, Status.TERMINATED} or (status is Status.VOIDED and initiator is Initiator.EMPLOYER)
            assert decided == (NIGHT if was_in_force else None), (initiator, status)


def test_what_is_not_valid_any_more_says_so_on_every_page() -> None:
    assert MARKS == {Status.VOIDED: "已作废", Status.TERMINATED: "已解约", Status.CANCELLED: "已取消"}
    for status, mark in MARKS.items():
        pages = PdfReader(BytesIO(agreement_form(replace(SIGNED, status=status)))).pages
        assert len(pages) == 2
        assert all(mark in "".join(page.extract_text().split()) for page in pages)


def test_what_is_not_there_is_a_dash() -> None:
    bare = replace(
        SIGNED, employer=EmployerParty("测试测试公司"), graduate=GraduateParty("甲"), terms=Terms(), accepted_at=None, reviews=()
    )
    assert stand_in_order(["联系人——", "单位地址——", "性别——", "学号——", "月薪——", "报到日期——", "已在线应约", "——"], agreement_form(bare))


def test_the_longest_values_wrap_and_are_whole_and_the_same_form_is_the_same_bytes() -> None:
    employer = EmployerParty("单" * 60, "91110000FAKE00013H", "联" * 40, "1" * 20, "A" * 100)
    graduate = GraduateParty("长" * 40, "110000********0019", "男", "19900000002", "9" * 32, "系" * 60, "专" * 60, "本科")
    form = replace(SIGNED, employer=employer, graduate=graduate, terms=Terms("岗" * 60, 2_147_483_647, "址" * 120, date(2026, 7, 6)))
    content = agreement_form(form)
    whole = ["单" * 60, "联" * 40, "1" * 20, "A" * 100, "长" * 40, "系" * 60, "专" * 60, "9" * 32, "岗" * 60, "2,147,483,647元/月"]
    whole.append("址" * 120)
    assert stand_in_order(whole, content)
    assert not any(each in line for line in lines_of(content) for each in whole if len(each) > 32)
    assert content == agreement_form(form)
    assert all(size > 0 for size in fonts_of(content).values())
