"""The registration form: every value is text in its place, whole and alike each time; what no font has is told."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from documents.registration_form import RegisteredArchive, RegisteredHukou, RegistrationForm, registration_form
from documents.typesetting import MOST_CHARACTERS, TooLong
from tests.documents.pages import fonts_of, lines_of, stand_in_order, text_of

FORM = RegistrationForm(
    class_year=2026,
    name="买买提·艾力",
    sex="男",
    id_number_masked="110000********0019",
    student_number=None,
    school="北京大学",
    department="RR",
    major="哲学类",
    degree="本科",
    destination_code="10",
    destination="签就业协议形式就业",
    unit="测试测试公司",
    unit_uscc="91110000FAKE00013H",
    position="编辑",
    division="北京市海淀区",
    agreement_number="2026410001312345678",
    confirmed_at=datetime(2026, 6, 20, 16, 30, tzinfo=UTC),
    transfer_number="2026100011234567",
    verification_number="7K3M9QW2XZ4T8RBN",
    verification_expires_at=datetime(2026, 12, 20, 16, 0, tzinfo=UTC),
    qr="7K3M9QW2XZ4T8RBN",
    archive=RegisteredArchive(
        "审核通过", "转至单位", "测试测试公司人事部", "北京市测试路1号", "100000", "张三", "19900000001", "机要通信", "X1"
    ),
    hukou=RegisteredHukou("审核通过", "迁往单位", "毕业", "北京市海淀区测试路2号", "测试测试公司"),
)


def test_every_value_is_text_that_can_be_copied_in_the_order_of_the_form() -> None:
    printed = ["毕业去向登记信息表", "2026届", "买买提·艾力", "男", "110000********0019", "学号——", "北京大学", "RR", "哲学类", "本科"]
    printed += ["签就业协议形式就业（10）", "测试测试公司", "91110000FAKE00013H", "编辑", "北京市海淀区", "2026410001312345678"]
    printed += ["档案转递", "转至单位", "测试测试公司人事部", "测试路1号", "100000", "张三 19900000001", "机要通信", "X1"]
    printed += ["户口迁移", "迁往单位", "毕业", "测试测试公司", "测试路2号"]
    printed += ["2026100011234567", "2026年6月21日", "7K3M9QW2XZ4T8RBN", "2026年12月21日 00:00", "第1页共1页"]
    assert stand_in_order(printed, registration_form(FORM))


def test_the_same_form_is_the_same_bytes_and_says_no_present_time() -> None:
    content = registration_form(FORM)
    assert content == registration_form(replace(FORM))
    read = PdfReader(BytesIO(content))
    assert read.metadata is not None
    assert read.metadata.keys() == {"/Title", "/Creator", "/CreationDate", "/ModDate"}
    assert read.metadata.creation_date == read.metadata.modification_date == FORM.confirmed_at
    assert read.metadata.title == "毕业去向登记信息表 买买提·艾力"
    root: Any = read.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("zh-CN", True)
    told = root["/Metadata"].get_data().decode()
    assert all(each in told for each in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"))


def test_fonts_are_embedded_and_only_what_is_used_of_them() -> None:
    fonts = fonts_of(registration_form(FORM))
    assert sorted(name.partition("+")[2] for name in fonts) == ["NotoSansSC-Regular", "NotoSerifSC-Regular"]
    assert all(0 < size < 150_000 for size in fonts.values())


def test_the_longest_values_wrap_and_are_whole() -> None:
    name, address, unit = "长" * 39 + "名", "很长的地址" * 20, "A" * 60
    archive = RegisteredArchive("审核通过", "转至单位", "收" * 50, address, "100000", "张三" * 20, "1" * 20, "机要通信", "X" * 40)
    form = replace(FORM, name=name, unit=unit, major="专" * 60, department="系" * 60, archive=archive)
    content = registration_form(form)
    assert stand_in_order([name, "系" * 60, "专" * 60, unit, "收" * 50, address, "张三" * 20, "1" * 20, "X" * 40, "第1页"], content)
    lines = lines_of(content)
    assert len(PdfReader(BytesIO(content)).pages) == 2
    assert not any(whole in line for line in lines for whole in (name, address, unit, "X" * 40))


def test_a_character_that_no_font_has_is_told_by_its_code_and_the_form_says_so() -> None:
    rare = "㛃䶮𬱖𰻝"
    text = text_of(registration_form(replace(FORM, name=f"{rare}\U00031350")))
    assert f"姓名{rare}［U+31350］" in text
    assert "未收录以下汉字，文中以其国际编码（Unicode）代替：［U+31350］。" in text
    assert "未收录" not in text_of(registration_form(FORM))


def test_values_are_never_read_as_the_language_of_templates() -> None:
    name = '#read("/common.typ") $x$ *b* \\ [c] <d> @e'
    assert stand_in_order([name, "#let x"], registration_form(replace(FORM, name=name, unit="#let x")))


def test_parts_that_are_not_open_are_not_printed_and_what_needs_nothing_is_one_row() -> None:
    text = text_of(registration_form(replace(FORM, archive=None, hukou=RegisteredHukou("无需迁移"))))
    assert "档案转递" not in text
    assert "户口迁移登记状态无需迁移去向登记确认" in text


def test_a_form_that_is_not_valid_any_more_says_so_on_every_page() -> None:
    content = registration_form(replace(FORM, mark="已失效", archive=RegisteredArchive("审核通过", "转至单位", address="长" * 3000)))
    pages = PdfReader(BytesIO(content)).pages
    assert len(pages) > 1
    assert all("已失效" in "".join(page.extract_text().split()) for page in pages)
    assert "已失效" not in text_of(registration_form(FORM))


def test_more_text_than_a_form_can_have_is_refused() -> None:
    with pytest.raises(TooLong):
        registration_form(replace(FORM, position="长" * MOST_CHARACTERS))
