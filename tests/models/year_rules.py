"""What the database refuses of class years, by the name of the rule."""

from typing import Final

OF_YEARS: Final = {
    "class_year_plausible": [
        "INSERT INTO class_year (year, state, created_at, updated_at) "
        "SELECT 1999, state, created_at, updated_at FROM class_year WHERE year = 2023"
    ],
    "class_year_state_known": ["UPDATE class_year SET state = 'SHUT'"],
}
"""Rule -> statements that break it."""
