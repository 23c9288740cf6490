"""What a GraphQL field is bound to: the vocabulary in which the schema tells the planner where data live."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from tortoise import fields
from tortoise.models import Model

BINDING: Final = "binding"
"""The metadata key under which a Strawberry field carries its binding."""


class Kind(StrEnum):
    """How a column's value is written as JSON, and what parameter type it takes."""

    TEXT = "TEXT"
    INT = "INT"
    BOOL = "BOOL"
    TIMESTAMP = "TIMESTAMP"
    DATE = "DATE"
    UUID = "UUID"


KINDS: Final[tuple[tuple[type[fields.Field[Any]], Kind], ...]] = (
    (fields.BooleanField, Kind.BOOL),
    (fields.UUIDField, Kind.UUID),
    (fields.DatetimeField, Kind.TIMESTAMP),
    (fields.DateField, Kind.DATE),
    (fields.IntField, Kind.INT),
    (fields.CharField, Kind.TEXT),
)
"""Looked through in order; a field of none of these classes cannot be bound."""


@dataclass(frozen=True, slots=True)
class ColumnOf:
    """A column as the database has it."""

    name: str
    kind: Kind
    is_nullable: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its columns by attribute name, and its key column."""

    name: str
    key: ColumnOf
    columns: Mapping[str, ColumnOf]


def table_of(model: type[Model]) -> Table:
    """Read a Tortoise model's table: every bindable column, foreign keys under their raw attribute (`school_id`)."""
    meta = model._meta
    columns = {}
    for attribute, column in meta.fields_db_projection.items():
        field = meta.fields_map[attribute]
        kind = next((kind for cls, kind in KINDS if isinstance(field, cls)), None)
        if kind is not None:
            columns[attribute] = ColumnOf(column, kind, field.null)
    return Table(meta.db_table, columns[meta.pk_attr], columns)


@dataclass(frozen=True, slots=True)
class Entity:
    """A GraphQL object type bound to a table. `scope` names the row predicate that applies at every hop into it."""

    name: str
    table: Table
    scope: Hashable

    def column(self, attribute: str) -> ColumnOf:
        """Return a column by its model attribute; KeyError where the table has none."""
        return self.table.columns[attribute]


@dataclass(frozen=True, slots=True)
class Key:
    """The opaque ID of a row: `Type:key`."""


@dataclass(frozen=True, slots=True)
class Column:
    """A scalar or enum field: one column, under its model attribute (empty: the field's own name).

    `otherwise` is the text shown where the column is null; without it the field is null there.
    """

    attribute: str = ""
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a label table: what columns (by attribute) must hold, and the text then shown."""

    when: Mapping[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """A text looked up from columns; the first case that holds decides, none gives null."""

    cases: Sequence[Case]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Basis points of one column's total over another's, rounded half up; null where the divisor is zero."""

    part: tuple[str, ...]
    whole: str


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of integer columns of a row; of all its rows where the type is an aggregate."""

    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowCount:
    """How many rows an aggregate sums."""


@dataclass(frozen=True, slots=True)
class Own:
    """Whether a row is the asker itself: whether a column, by its model attribute, holds the asker's own value."""

    attribute: str


@dataclass(frozen=True, slots=True)
class One:
    """A to-one relation: the foreign key's raw attribute, and the target type's name.

    `disclosed_by` names a boolean column of the parent: where the profile has no rows of the target at all, the row is
    still shown while that column is true. It is how a record tells its counterparty who it is, and nothing else.
    """

    target: str
    attribute: str
    disclosed_by: str | None = None


@dataclass(frozen=True, slots=True)
class FilterColumn:
    """An input field that filters one column. `node` names the type whose IDs it takes, where it takes IDs."""

    attribute: str
    node: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A Relay connection over the target type, newest orders first where the client gives none.

    `attribute` is the target's foreign key to the parent's key; None at the root and under an aggregate.
    `orders` maps an order enum's value to the target's attribute; `default_order` is (value, is descending).
    """

    target: str
    orders: Mapping[str, str]
    default_order: tuple[str, bool]
    filters: Mapping[str, FilterColumn]
    attribute: str | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """The root field `node(id:)`: one row of whichever entity the ID names."""


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A root field that sums the rows its arguments choose; null where no row in scope is chosen.

    `equals` maps an argument to the column it must equal; of `exclusive` arguments at most one may be given.
    """

    target: str
    equals: Mapping[str, FilterColumn]
    exclusive: tuple[str, ...] = ()


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
class Exists:
    """Whether another table has a row tied to this one; keys are that table's attributes, their values this row's or texts."""

    table: Table
    same: Mapping[str, str]
    """Attribute there -> attribute of the row that it equals."""
    other: Mapping[str, str] = field(default_factory=dict)
    """Attribute there -> attribute of the row that it differs from."""
    among: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Attribute there -> texts, one of which it is."""


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


Predicate = IsOneOf | IsAhead | Exists | Not | AllOf | AnyOf
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


Relation = One | Page
Leaf = Key | Column | Label | Ratio | Total | RowCount | Own
Root = Page | Lookup | Aggregate
