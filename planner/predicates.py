"""What is asked of a row before something is done to it, and what can be done: guards and actions as data."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from planner.bindings import Table


@dataclass(frozen=True, slots=True)
class IsOneOf:
    """Whether a NOT NULL text column has one of these values."""

    attribute: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IsAhead:
    """Whether a moment lies after that of the request; no moment at all is never reached."""

    attribute: str


@dataclass(frozen=True, slots=True)
class IsTrue:
    """Whether a NOT NULL boolean column is true."""

    attribute: str


@dataclass(frozen=True, slots=True)
class IsGranted:
    """Whether the asker meets what belongs to the value of a NOT NULL column of whole numbers; a value that is missing nobody meets."""

    attribute: str
    needs: Mapping[int, tuple[Hashable, ...]]


@dataclass(frozen=True, slots=True)
class Exists:
    """Whether another table has a row tied to this one; keys are that table's attributes, their values this row's or texts."""

    table: Table
    same: Mapping[str, str]
    """Attribute there -> attribute of the row that it equals."""
    other: Mapping[str, str] = field(default_factory=dict)
    """Attribute there -> attribute of the row that it differs from."""
    among: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Attribute there -> texts, one of which it is."""
    present: tuple[str, ...] = ()
    """Attributes there that are not null."""
    past: tuple[str, ...] = ()
    """Attributes there, moments, that have come by that of the request."""


@dataclass(frozen=True, slots=True)
class Not:
    """Whether a predicate does not hold."""

    predicate: "Predicate"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Whether every one of some predicates holds."""

    predicates: tuple["Predicate", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Whether one of some predicates holds."""

    predicates: tuple["Predicate", ...]


Predicate = IsOneOf | IsAhead | IsTrue | IsGranted | Exists | Not | AllOf | AnyOf
"""What a guard asks of a row: a small language with two readers, this planner's SQL and whoever checks it."""


@dataclass(frozen=True, slots=True)
class FromColumn:
    """A whole number of the row in hand, within a sentence."""

    attribute: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal as a client reads it: its code, the input field at fault, and a sentence that may hold numbers of the row."""

    code: str
    message: tuple[str | FromColumn, ...]
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Guarded:
    """One guard of an action: what must hold, and what is said where it does not."""

    holds: Predicate
    refused: Refused


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done to a row. It is listed for whoever meets `offered_to`, while `when` holds."""

    name: str
    offered_to: tuple[Hashable, ...]
    needs: tuple[Hashable, ...]
    """What it takes beside the role: whoever does not meet it is told `denied`."""
    denied: Refused
    when: Predicate
    guards: tuple[Guarded, ...]


@dataclass(frozen=True, slots=True)
class Actions:
    """A list of what the asker could do with the row now, in the order given here."""

    offered: tuple[Action, ...]
