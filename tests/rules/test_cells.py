"""A cell's text is what somebody typed, and a number that a spreadsheet has rounded is never taken for one."""

import pytest

from rules.cells import Cell, NumberLost, cell_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("", None),
        ("  \u3000\t", None),
        (" 张 三 ", "张 三"),
        ("\u202d110000200102030019\u202c", "110000200102030019"),
        ("\ufeff张三\u200b", "张三"),
        ("\t001", "001"),
        (0, "0"),
        (-0.0, "0"),
        (202606, "202606"),
        (19900001234, "19900001234"),
        (202606.0, "202606"),
        (999_999_999_999_999, "999999999999999"),
        (3.5, "3.5"),
        (0.1 + 0.2, "0.3"),
        (-2, "-2"),
        (True, "是"),
        (False, "否"),
        ("1E5", "1E5"),
        ("2001-02-03", "2001-02-03"),
    ],
)
def test_a_cell_says_what_was_typed(value: Cell, text: str | None) -> None:
    assert cell_text(value) == text


@pytest.mark.parametrize("value", [10**15, -(10**15), 1.1000020010203e17, 110000200102030019, 1e300, "1.1E+17", "1.10000200102030E+17"])
def test_a_number_that_is_longer_than_a_sheet_keeps_is_lost(value: Cell) -> None:
    with pytest.raises(NumberLost) as lost:
        cell_text(value)
    assert "文本格式" in str(lost.value)
    assert "11" not in str(lost.value)
