"""Rows in the making: their keys and moments come from a seed, their texts are edge values."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from tortoise.models import Model

from tests.planner.texts import TEXTS

START: Final = datetime(2023, 3, 1, 4, tzinfo=UTC)
STEPS: Final = (0, 0, 0, 1, 10, 500_000, 999_999, 1_000_000, 1_000_001, 86_400_000_000)
"""Microseconds after the start: many equal, some a hair apart, with and without a fraction."""
YEARS: Final = (2022, 2023)


@dataclass
class Rows:
    """Rows in the making, written in the order of their kinds."""

    seed: int
    random: Random = field(init=False)
    made: dict[type[Model], list[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    def add(self, model: type[Model], **columns: Any) -> Any:
        """Make one row: its key and its moment come from the seed."""
        if "id" in model._meta.fields_map:
            columns["id"] = UUID(int=self.random.getrandbits(128), version=4)
        row = model(**{"created_at": self.moment(), **columns})
        self.made.setdefault(model, []).append(row)
        return row

    def moment(self) -> datetime:
        return START + timedelta(microseconds=self.random.choice(STEPS))

    def text(self) -> str:
        """Return an edge text, or two in a row: one is then often the other's prefix."""
        return "".join(self.random.choices(TEXTS, k=self.random.choice((1, 1, 2))))

    def maybe(self, value: Any) -> Any:
        return value if self.random.random() < 0.6 else None
