"""What rounds of load amount to, as a line of a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.client import Round
from benchmarks.documents import Read

COLUMNS = "{:<4}{:<30}{:>3} {:>9} {:>9} {:>8}  {:>15} {:>17}  {:>9} {:>8}"


@dataclass(frozen=True, slots=True)
class Measured:
    """The rounds of one read over so many connections, in the order they took turns."""

    read: Read
    connections: int
    product: Sequence[Round]
    plain: Sequence[Round]
    statement: Sequence[Round]

    def ratio(self, of: Sequence[Round], over: Sequence[Round]) -> float:
        """Return the median of the rounds' own ratios: a round compares what ran side by side."""
        return median(one.rate / other.rate for one, other in zip(of, over, strict=True))


def heading() -> str:
    """Return the table's head: rates are answers a second, latencies milliseconds."""
    return COLUMNS.format("", "read", "c", "product/s", "plain/s", "ratio", "product p50/p95", "plain p50/p95", "alone/s", "of alone")


def line(measured: Measured) -> str:
    """Return one read's line."""
    rates = [median(taken.rate for taken in side) for side in (measured.product, measured.plain, measured.statement)]
    return COLUMNS.format(
        measured.read.name,
        measured.read.title,
        measured.connections,
        f"{rates[0]:.0f}",
        f"{rates[1]:.1f}",
        f"{measured.ratio(measured.product, measured.plain):.1f}",
        latencies(measured.product),
        latencies(measured.plain),
        f"{rates[2]:.0f}",
        f"{measured.ratio(measured.product, measured.statement):.0%}",
    )


def latencies(rounds: Sequence[Round]) -> str:
    """Return the 50th and the 95th percentile, each the median of the rounds' own."""
    return "/".join(f"{median(taken.percentile(percent) for taken in rounds):.1f}" for percent in (50, 95))
