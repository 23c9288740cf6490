"""What a school may choose beyond what its set-up must say."""

import pytest

from rules.errors import InvalidInput
from rules.setup import allowed_categories


def test_categories_are_kept_once_in_the_order_of_the_statistics() -> None:
    assert allowed_categories(["80", "11", "10", "80"]) == "10 11 80"
    assert allowed_categories(None) is None


@pytest.mark.parametrize("codes", [["99"], ["11", ""], []])
def test_what_is_no_category_or_leaves_none_is_refused_by_its_field(codes: list[str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        allowed_categories(codes)
    assert refused.value.field == "allowedCategories"
