"""Keyset seeking: which rows lie behind a cursor, in whatever directions an order goes and wherever its nulls are."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One term of an order as it is compared: the row's expression, and the cursor's value, None where that is null."""

    expression: str
    value: str | None
    is_descending: bool
    is_nullable: bool

    @property
    def equal(self) -> str:
        """Whether the row has the cursor's value here."""
        return f"{self.expression} is null" if self.value is None else f"{self.expression}={self.value}"

    @property
    def beyond(self) -> str | None:
        """Whether the row lies behind the cursor's value here; None where no row can. Null is larger than everything."""
        if self.value is None:
            return f"{self.expression} is not null" if self.is_descending else None
        if self.is_descending:
            return f"{self.expression}<{self.value}"
        compared = f"{self.expression}>{self.value}"
        return f"({compared} or {self.expression} is null)" if self.is_nullable else compared

    @property
    def bound(self) -> str | None:
        """What every row has here that does not lie before the cursor's value; None where that is no one range."""
        if self.value is None or (self.is_nullable and not self.is_descending):
            return None
        return f"{self.expression}{'<=' if self.is_descending else '>='}{self.value}"


def behind(steps: Sequence[Step]) -> list[str]:
    """Return conditions, all of which hold for exactly the rows behind a cursor.

    Where every term is NOT NULL and all go one way, a row value is compared, which an index answers from the cursor on.
    Otherwise each term is compared where all before it are equal; the first term's bound is repeated outside, so that an
    index can at least begin there.
    """
    if not any(step.is_nullable for step in steps) and len({step.is_descending for step in steps}) == 1:
        row, values = ",".join(step.expression for step in steps), ",".join(str(step.value) for step in steps)
        return [f"({row}){'<' if steps[0].is_descending else '>'}({values})"]
    choices = [
        " and ".join([*(each.equal for each in steps[:at]), beyond]) for at, step in enumerate(steps) if (beyond := step.beyond) is not None
    ]
    if len(choices) == 1:
        return choices
    return [*([steps[0].bound] if steps[0].bound else []), f"({' or '.join(choices)})"]
