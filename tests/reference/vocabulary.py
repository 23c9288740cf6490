"""What the reference has to be told of a schema and its tables, beside what the printed schema says itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Row = Mapping[str, Any]
"""Values by column, and the GraphQL type under `__typename`: text, int, bool, Decimal, None, a date, an aware datetime, a JSON value;
UUIDs are text."""

LONGEST_PAGE: Final = 100
LONGEST_LIST: Final = 100
DEEPEST: Final = 5
"""Relations inside relations, the root field being the first."""
DEEPEST_FILTER: Final = 8
"""Filters inside filters."""
DEPTH_OF_RELATION: Final = 5
"""How many of them the filter of a related row counts as."""
LARGEST_FILTER: Final = 60
"""Comparisons and filters in a filter."""
LONGEST_ORDER: Final = 4


@dataclass(frozen=True)
class Json:
    """A JSON value in the reference's data: compared as a value, however its text is written."""

    value: Any


Columns = Mapping[str, str]
"""Column of the row -> attribute of the asker it must equal."""


@dataclass(frozen=True)
class Leads:
    """A relation into an interface or union: the column that names the kind of row, the one that holds its key, and kind -> type."""

    kind: str
    key: str
    targets: Mapping[str, str]


@dataclass(frozen=True)
class Secret:
    """A text that lists ask for and never show: its column is made, out of what a row beside holds of it."""

    column: str
    table: str
    tie: str
    """The row's column that is the other's key."""
    read: Callable[[Row], str]
    typed: Callable[[str], str]
    """What a client may write -> the text it stands for."""


@dataclass(frozen=True)
class Standing:
    """Rows beside, by one column, that another column's word chooses."""

    table: str
    column: str
    chosen_by: str
    word: str


@dataclass(frozen=True)
class Vocabulary:
    """One schema's names: GraphQL's on the left, the database's on the right."""

    tables: Mapping[str, str]
    """Type -> table."""
    scopes: Mapping[str, Mapping[str, Columns]]
    """Type -> role -> what a row must equal; a role that is missing has no rows. Rows out of scope do not exist."""
    default_orders: Mapping[str, tuple[str, str]]
    kinds: Mapping[str, str]
    """Column -> `moment`, `day`, `truth`, `number`, `decimal`, `json` or `uuid`; every other is text."""
    nullable: frozenset[str]
    """Columns that a list can be ordered by and that can be null."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Type -> its key's column, where that is not a UUID called `id`."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """`Type.field` -> column, where it has another name."""
    orders: Mapping[str, str] = field(default_factory=dict)
    """`Enum.VALUE` -> field, where it has another name."""
    foreign_keys: Mapping[str, str] = field(default_factory=dict)
    """Type -> the column by which other tables point to it, where that is not its name and `_id`."""
    lists_by: Mapping[str, str] = field(default_factory=dict)
    """Type -> the column by which its rows belong to whatever lists them, where rows of several types do."""
    places: Mapping[str, int] = field(default_factory=dict)
    """Decimal column -> places behind its point."""
    digits: Mapping[str, int] = field(default_factory=dict)
    """Decimal column -> all its digits."""
    words: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)
    """Column -> what it holds -> GraphQL's word, where they differ."""
    leads: Mapping[str, Leads] = field(default_factory=dict)
    """`Type.field` -> where it leads."""
    speaks_of: Mapping[str, Leads] = field(default_factory=dict)
    """`Type.field` -> the row whose ID it shows, or a filter of that name compares."""
    disclosed: Mapping[str, str] = field(default_factory=dict)
    """`Type.field` -> the column that discloses it to whoever has none of the rows it leads to."""
    secrets: Mapping[str, Secret] = field(default_factory=dict)
    """`Type.field` of a filter -> the text that it compares."""
    turns: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    """`Type.field` of a filter -> what it is given -> the words of `shows` that this stands for."""
    standing: Mapping[str, Standing] = field(default_factory=dict)
    """`Type.field` of a filter -> the rows beside among which a truth looks for the column of `shows`."""
    follows: Mapping[str, str] = field(default_factory=dict)
    """`Type.field` of a filter -> the relation's field whose row it compares, as whoever asks sees it."""
    shows: Mapping[str, str] = field(default_factory=dict)
    """`Type.field` of a filter -> the field that shows what it compares, where that has another name."""
    counted: Mapping[str, str] = field(default_factory=dict)
    """Root field that counts -> the type whose rows it counts."""
    leaves: Mapping[str, Callable[[Row], Any]] = field(default_factory=dict)
    """`Type.field` or field -> its value, where that is no column's."""
    asked: Mapping[str, Callable[[Any, "Asker", Row], Any]] = field(default_factory=dict)
    """`Type.field` -> its value out of the store, who asks and the row, where that depends on more than the row."""
    parts: frozenset[str] = frozenset()
    """Objects that are part of a record: they count as no relation, and ask for nothing of their own."""
    beside: tuple[str, ...] = ()
    """Tables that are no types, and are looked at all the same."""

    def key_of(self, type_name: str) -> str:
        """Return the key column of a type's table."""
        return self.keys.get(type_name, "id")

    def column_of(self, type_name: str, field_name: str) -> str:
        """Return the column a field shows."""
        return self.columns.get(f"{type_name}.{field_name}", snake(field_name))

    def asked_of(self, type_name: str, field_name: str) -> str:
        """Return the column a filter's field compares."""
        secret = self.secrets.get(f"{type_name}.{field_name}")
        if f"{type_name}.{field_name}" in self.speaks_of:
            return self.speaks_of[f"{type_name}.{field_name}"].key
        return secret.column if secret else self.column_of(type_name, self.shown_as(type_name, field_name))

    def shown_as(self, type_name: str, field_name: str) -> str:
        """Return the field that shows what a filter's field compares."""
        coordinate = f"{type_name}.{field_name}"
        return self.follows.get(coordinate) or self.shows.get(coordinate, field_name)

    def foreign_key(self, type_name: str) -> str:
        """Return the column by which other tables point to a type."""
        return self.foreign_keys.get(type_name, f"{snake(type_name).removeprefix('_')}_id")

    def ordered_field(self, enum: str, value: str) -> str:
        """Return the field whose column an order's enum value sorts by."""
        head, *rest = value.lower().split("_")
        return self.orders.get(f"{enum}.{value}", head + "".join(part.capitalize() for part in rest))


def snake(name: str) -> str:
    """Return a GraphQL name as a column's."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


@dataclass(frozen=True)
class Asker:
    """Who asks: a role (None = nobody is logged in), the level held on each module, and whose rows are theirs.

    `own` also holds the session that asks, as `session_id`, where there is one.
    """

    role: str | None = None
    levels: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, Any] = field(default_factory=dict)
