"""What a GraphQL field is bound to: the vocabulary in which the schema tells the planner where data live."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from tortoise import fields
from tortoise.fields.data import CharEnumFieldInstance, IntEnumFieldInstance
from tortoise.models import Model

from planner.breakdowns import Breakdown as Breakdown  # Bindings as any other, in files of their own.
from planner.worklists import WorkItem as WorkItem
from planner.worklists import Worklist as Worklist

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
    DECIMAL = "DECIMAL"
    JSON = "JSON"


KINDS: Final[tuple[tuple[type[fields.Field[Any]], Kind], ...]] = (
    (fields.BooleanField, Kind.BOOL),
    (fields.UUIDField, Kind.UUID),
    (fields.DatetimeField, Kind.TIMESTAMP),
    (fields.DateField, Kind.DATE),
    (fields.DecimalField, Kind.DECIMAL),
    (fields.JSONField, Kind.JSON),
    (fields.IntField, Kind.INT),
    (fields.CharField, Kind.TEXT),
    (fields.TextField, Kind.TEXT),
)
"""Looked through in order; a field of none of these classes cannot be bound."""

MOST_DIGITS: Final = 18
"""Digits of a decimal: without its point it must be a whole number of 64 bits, since SQLite stores it as text and compares it as that."""
MOST_PLACES: Final = 6
"""Places of a decimal behind its point: Python writes a zero of more with an exponent (`0E-7`), which is then stored so."""


@dataclass(frozen=True, slots=True)
class ColumnOf:
    """A column as the database has it. `digits` and `places` are a decimal's; a `word` is one of an enum's, and no personal datum."""

    name: str
    kind: Kind
    is_nullable: bool
    digits: int = 0
    places: int = 0
    is_word: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its columns by attribute name, and its key column. `unbindable` says why an attribute is no column to bind."""

    name: str
    key: ColumnOf
    columns: Mapping[str, ColumnOf]
    unbindable: Mapping[str, str]


def table_of(model: type[Model]) -> Table:
    """Read a Tortoise model's table: every bindable column, foreign keys under their raw attribute (`school_id`)."""
    meta = model._meta
    columns, unbindable = {}, {}
    for attribute, name in meta.fields_db_projection.items():
        field = meta.fields_map[attribute]
        read = column_of(name, field)
        if isinstance(read, ColumnOf):
            columns[attribute] = read
        else:
            unbindable[attribute] = read
    return Table(meta.db_table, columns[meta.pk_attr], columns, unbindable)


def column_of(name: str, field: fields.Field[Any]) -> ColumnOf | str:
    """Return a column, or why it cannot be bound."""
    kind = next((kind for cls, kind in KINDS if isinstance(field, cls)), None)
    if kind is None:
        return "is of a type that has no one JSON form on both engines"
    if isinstance(field, fields.BigIntField):
        return "has 64 bits, of which GraphQL's Int holds 32"
    if isinstance(field, fields.DecimalField):
        if field.max_digits > MOST_DIGITS or field.decimal_places > MOST_PLACES:
            return f"is a decimal of more than {MOST_DIGITS} digits or {MOST_PLACES} places, which SQLite does not order"
        return ColumnOf(name, kind, field.null, field.max_digits, field.decimal_places)
    return ColumnOf(name, kind, field.null, is_word=isinstance(field, CharEnumFieldInstance | IntEnumFieldInstance))


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
class KeyOf:
    """The opaque ID of the row that this one speaks of: `kind` and `key` are columns, `targets` maps kinds to types; else null.

    It leads nowhere by itself: whoever looks the ID up sees what that row's own access and scope let it see.
    """

    targets: Mapping[str, str]
    kind: str
    key: str

    @property
    def attributes(self) -> tuple[str, ...]:
        """The columns that it shows."""
        return self.kind, self.key


@dataclass(frozen=True, slots=True)
class Address:
    """Where something of a row is got: `before`, the row's key, `after`; null while the column `once`, by its attribute, is null."""

    before: str
    after: str
    once: str


@dataclass(frozen=True, slots=True)
class Column:
    """A scalar or enum field: one column, under its model attribute (empty: the field's own name); `otherwise` is shown for null."""

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
class Truth:
    """Whether one of several combinations of columns (by attribute) holds; a comparison with null does not."""

    cases: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Basis points of some columns' total over that of others, rounded half up; null where the divisor is zero."""

    part: tuple[str, ...]
    whole: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of integer columns of a row, less that of others; of all its rows where the type is an aggregate."""

    attributes: tuple[str, ...]
    less: tuple[str, ...] = ()


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

    `disclosed_by` names a boolean column of the parent: where the profile has no rows of the target at all, the row is still shown
    while that column is true. It is how a record tells its counterparty who it is, and nothing else.
    """

    target: str
    attribute: str
    disclosed_by: str | None = None


@dataclass(frozen=True, slots=True)
class OneOf:
    """A to-one relation into an interface or union: one column names the kind of row, another holds its key.

    `targets` maps what the kind column holds to the type it stands for; any other kind leads nowhere. The key column may be
    text: it is read as the target's key only where the kind says so, and must then be one.
    """

    targets: Mapping[str, str]
    kind: str
    key: str


@dataclass(frozen=True, slots=True, eq=False)
class Through:
    """A secret text of another table's row, which is stored only as a keyed index: it is found whole, or not at all.

    Each is itself and equal to no other, so that it can be part of a plan's key: a table's columns have no hash.
    """

    table: Table
    index: str
    """Attribute there: the keyed index."""
    tie: str
    """The row's attribute that is that table's key."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Rows of another table, by one of their columns, that another column's words choose: those that a truth is about."""

    table: Table
    attribute: str
    chosen_by: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilterColumn:
    """An input field that filters one column. `nodes` names the types whose IDs it takes, where it takes IDs.

    With `through`, what is given is looked for there; `attribute` is then the column that shows as much of it as may be seen, and
    that says who may ask. With `stands_for`, each word that is given stands for several of the column's. With `among`, what is given
    is a truth: whether the column is among those. With `finds_few`, a whole value chooses few rows of very many, and so does a
    beginning of that many characters; an index finds them.
    """

    attribute: str
    nodes: tuple[str, ...] = ()
    through: Through | None = None
    stands_for: Mapping[str, tuple[str, ...]] | None = None
    among: Standing | None = None
    finds_few: int | None = None


@dataclass(frozen=True, slots=True)
class FilterOne:
    """An input field that filters by the row a to-one relation leads to, as that row's type does, and as far as the relation shows it."""

    relation: One
    filters: "Filters"


Filters = Mapping[str, "FilterColumn | FilterOne"]
"""What a list can be filtered by, by the input field's name."""


@dataclass(frozen=True, slots=True)
class Page:
    """A Relay connection over the target type.

    `attribute` is the target's foreign key to the parent's key; None at the root and under an aggregate.
    `orders` maps an order enum's value to the target's attribute; `default_order` is (value, is descending), in force
    where the client gives no order.
    """

    target: str
    orders: Mapping[str, str]
    default_order: tuple[str, bool]
    filters: Filters
    attribute: str | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """A root field with an argument `id`: one row of whichever entity the ID names, or only of `target` where there is one."""

    target: str | None = None


@dataclass(frozen=True, slots=True)
class Lookups:
    """The root field `nodes(ids:)`: the rows that the IDs name, each in its place, null where there is none in scope."""


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A root field that sums the rows its arguments choose; null where no row in scope is chosen.

    `equals` maps an argument to the column it must equal; of `exclusive` arguments at most one may be given.
    """

    target: str
    equals: Mapping[str, FilterColumn]
    exclusive: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Groups:
    """A root field that counts the rows its filter chooses, one answer for each combination of words: also where there are none.

    `rows` is the type whose lists have that filter, `target` a type over the same rows whose fields are the columns of the words, labels
    of them, and the count. `groups` are the combinations, by model attribute, in the order in which they are answered.
    """

    rows: str
    target: str
    groups: tuple[Mapping[str, str], ...]
    filters: Filters


Relation = One | OneOf | Page
Leaf = Key | KeyOf | Address | Column | Label | Truth | Ratio | Total | RowCount | Own
Root = Page | Lookup | Lookups | Aggregate | Groups | Breakdown | Worklist
