"""The table of a roster's fields: every heading that people write finds its field, and no two fields share one."""

import pytest

from models import Graduate
from rules.roster import check_field, plain_value
from rules.roster_fields import FIELDS, KEPT, field_of_heading
from tests.rules.test_roster import TODAY


def test_every_label_code_and_alias_leads_to_its_field_and_no_other() -> None:
    for field in FIELDS:
        for heading in (field.label, field.code, field.name, *field.aliases):
            assert field_of_heading(heading) is field, heading


@pytest.mark.parametrize("heading", ["* 身份证号 ", "身份证号（必填）", "SFZH", "身 份 证 号：", "身份证号(18位)"])
def test_what_people_add_to_a_heading_is_not_looked_at(heading: str) -> None:
    found = field_of_heading(heading)
    assert found is not None
    assert found.name == "idNumber"


@pytest.mark.parametrize("heading", ["", "备注", "身份", "（必填）"])
def test_any_other_heading_names_no_field(heading: str) -> None:
    assert field_of_heading(heading) is None


def test_the_example_of_a_field_may_stand_in_it() -> None:
    for field in FIELDS:
        check_field(field, plain_value(field, field.example), today=TODAY)


def test_every_field_that_is_kept_has_a_column_of_its_length() -> None:
    columns = Graduate._meta.fields_map
    for field in KEPT:
        column = columns[field.attribute]
        assert field.is_flag or column.max_length == field.longest, field.name  # type: ignore[attr-defined]  # texts have a length
