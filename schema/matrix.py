"""The access matrix as a page: who may read, use and do what, straight from what the schema and `auth.scope` declare."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLNamedType, GraphQLObjectType, GraphQLSchema

from auth.modules import NO_LEVELS, Profile, Requirement, held_levels
from auth.scope import SCOPES, Rows
from rules.roles import AccessLevel, Module, Role
from schema.access_text import in_words
from schema.definitions import entity_of
from schema.requirements import Found, gather, without_implied

ROLES: Final = tuple(role for role in Role if role is not Role.SYSTEM)
BY_MATRIX: Final = frozenset({Role.SCHOOL, Role.DEPARTMENT})
"""Roles whose levels are set account by account; the others' are fixed."""
EVERYTHING: Final = dict.fromkeys(Module, AccessLevel.READ_WRITE)

INTRODUCTION: Final = """# Access matrix

Printed by `quxiang access-matrix` from the schema's own declarations; a test holds this page against it.

A cell says whether somebody of the role may: **yes**, **–** for never, or **level** where it depends on the levels the account holds
(schools and departments have 读写, 只读 or 无权限 on each module; the other roles' levels are fixed). What a field asks and which rows are
in scope both hold: a row out of scope does not exist for whoever asks, whatever levels it holds.
"""

DISCLOSED: Final = """An employer has no graduates, and meets one only as `Agreement.graduate` of one the graduate accepted or began.
"""


def access_matrix(schema: GraphQLSchema) -> str:
    """Return the page as Markdown, ending in a line break."""
    found = gather(schema)
    parts = [INTRODUCTION, _rows(), *_roots(schema, found), *_records(schema, found), _lists(schema, found)]
    return "\n".join(parts)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _cells(requirements: Sequence[Requirement]) -> list[str]:
    return [_cell(role, requirements) for role in ROLES]


def _cell(role: Role, requirements: Sequence[Requirement]) -> str:
    """Return what somebody of a role gets where these requirements are asked; none at all refuse everybody."""
    if role in BY_MATRIX and _meets(role, NO_LEVELS, requirements) != _meets(role, EVERYTHING, requirements):
        return "level"
    levels = EVERYTHING if role in BY_MATRIX else held_levels(role, NO_LEVELS, NO_LEVELS)
    return "yes" if _meets(role, levels, requirements) else "–"


def _meets(role: Role, levels: Mapping[Module, AccessLevel], requirements: Sequence[Requirement]) -> bool:
    employment, archive, hukou = (levels[module] for module in Module)
    return Profile(role, (employment, archive, hukou)).refusal(requirements) is None


def _rows() -> str:
    head = ["rows", *(role.name for role in ROLES)]
    rows = ([kind.name, *(_scope(kind, role) for role in ROLES)] for kind in Rows)
    return f"## Rows\n\nThe columns of a row that must equal the account's own (`auth/scope.py`).\n\n{_table(head, rows)}\n{DISCLOSED}"


def _scope(kind: Rows, role: Role) -> str:
    columns = SCOPES[kind].get(role)
    if columns is None:
        return "–"
    return ", ".join(f"`{column}`" for column in columns) or "all"


def _roots(schema: GraphQLSchema, found: Found) -> Iterator[str]:
    for root in (schema.query_type, schema.mutation_type, schema.subscription_type):
        if root is not None:
            rows = ([f"`{name}`", *_of(found.get(f"{root.name}.{name}", ()))] for name in root.fields)
            yield f"## {root.name}\n\n{_table(['field', 'asks', *(role.name for role in ROLES)], rows)}"


def _of(requirements: Sequence[Requirement]) -> list[str]:
    return [in_words(requirements), *_cells(requirements)]


def _records(schema: GraphQLSchema, found: Found) -> Iterator[str]:
    yield "## Records\n\nA type's own line counts for every field that is not named below it.\n"
    rows = [row for name in sorted(schema.type_map) for row in _record(schema.type_map[name], found)]
    yield _table(["record, field", "asks", *(role.name for role in ROLES)], rows)


def _record(type_: GraphQLNamedType, found: Found) -> Iterator[list[str]]:
    if not isinstance(type_, GraphQLObjectType) or entity_of(type_) is None:
        return
    own = without_implied(found[type_.name])
    yield [f"**{type_.name}**", *_of(own)]
    for name in type_.fields:
        asked = without_implied(found[f"{type_.name}.{name}"])
        if set(asked) != set(own):
            yield [f"{type_.name}`.{name}`", *_of(asked)]


def _lists(schema: GraphQLSchema, found: Found) -> str:
    """Return what filters, orders, arguments and values ask beside the list or the mutation they are given to."""
    inputs = {type_.name for type_ in schema.type_map.values() if isinstance(type_, GraphQLInputObjectType | GraphQLEnumType)}
    rows = [
        [f"`{coordinate}`", *_of(requirements)]
        for coordinate, requirements in sorted(found.items())
        if coordinate.partition(".")[0] in inputs or coordinate.endswith(":)")
    ]
    return f"## Filters, orders, arguments\n\n{_table(['coordinate', 'asks', *(role.name for role in ROLES)], rows)}"
