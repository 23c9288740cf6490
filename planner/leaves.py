"""The JSON text of one leaf of a row: key, another row's key, column, label, sum, ratio."""

from collections.abc import Mapping, Sequence

import orjson

from planner.bindings import Address, Column, Entity, Key, KeyOf, Kind, Label, Leaf, Own, Ratio, RowCount, Total, Truth
from planner.catalog import Words
from planner.dialects import Dialect
from planner.dialects.base import quoted

ROW_COUNT = "row_count"
"""The column under which an aggregate's rows are counted."""


def leaf(dialect: Dialect, entity: Entity, binding: Leaf, name: str, row: str, words: Words | None = None) -> str:
    """Return a leaf's JSON given the alias of its row; `name` is the field's, for columns that bear it."""
    match binding:
        case Key():
            return key(entity, row)
        case KeyOf(targets, kind, named):
            column = f"{row}.{entity.column(named).name}"
            cases = (f"when {quoted(word)} then '\"{type_name}:'||{column}||'\"'" for word, type_name in targets.items())
            return f"case {row}.{entity.column(kind).name} {' '.join(cases)} else 'null' end"
        case Address(before, after, once):
            path = f"""{quoted('"' + before)}||{row}.{entity.table.key.name}||{quoted(after + '"')}"""
            return f"case when {row}.{entity.column(once).name} is null then 'null' else {path} end"
        case Column(attribute, otherwise):
            return _column(dialect, entity, attribute or name, otherwise, row, words)
        case Label(cases):
            return f"case {' '.join(_when(entity, case.when, row, case.text) for case in cases)} else 'null' end"
        case Truth(cases):
            return f"case when {' or '.join(f'({_conditions(entity, when, row)})' for when in cases)} then 'true' else 'false' end"
        case Total(attributes, less):
            return dialect.value(total(entity, attributes, row, less), Kind.INT)
        case Ratio(part, whole):
            return f"coalesce({dialect.value(ratio(entity, part, whole, row), Kind.INT)},'null')"
        case RowCount():
            return dialect.value(f"{row}.{ROW_COUNT}", Kind.INT)
        case Own():
            raise AssertionError("whose row it is, is a parameter, and those are the compiler's")


def _column(dialect: Dialect, entity: Entity, attribute: str, otherwise: str | None, row: str, words: Words | None) -> str:
    column = entity.column(attribute)
    shown = f"{row}.{column.name}"
    text = dialect.value(shown, column.kind) if words is None else _word(shown, words)
    if not column.is_nullable:
        return text
    if otherwise is None:
        return f"coalesce({text},'null')"
    return f"case when {shown} is null then {quoted(orjson.dumps(otherwise).decode())} else {text} end"


def _word(column: str, words: Words) -> str:
    """Return how GraphQL calls what an enum's column holds."""
    cases = (f"when {stored if isinstance(stored, int) else quoted(stored)} then '\"{name}\"'" for stored, name in words.items())
    return f"case {column} {' '.join(cases)} else 'null' end"


def key(entity: Entity, row: str) -> str:
    """Return a row's opaque ID as JSON. No key holds a character that JSON escapes."""
    return f"""'"{entity.name}:'||{row}.{entity.table.key.name}||'"'"""


def _when(entity: Entity, when: Mapping[str, str], row: str, text: str) -> str:
    return f"when {_conditions(entity, when, row)} then {quoted(orjson.dumps(text).decode())}"


def _conditions(entity: Entity, when: Mapping[str, str], row: str) -> str:
    """Return that columns hold words; a whole number is given as its digits, which either engine compares as a number."""
    return " and ".join(f"{row}.{entity.column(attribute).name}={quoted(value)}" for attribute, value in when.items())


def total(entity: Entity, attributes: Sequence[str], row: str, less: Sequence[str] = ()) -> str:
    """Return the sum of integer columns, less that of others, as an SQL number."""
    terms = [f"cast({row}.{entity.column(attribute).name} as bigint)" for attribute in (*attributes, *less)]
    return f"({'+'.join(terms[: len(attributes)])}{''.join(f'-{term}' for term in terms[len(attributes) :])})"


def ratio(entity: Entity, part: Sequence[str], whole: Sequence[str], row: str) -> str:
    """Return basis points of part over whole, rounded half up with integers alone, NULL where whole is zero."""
    divisor, dividend = total(entity, whole, row), total(entity, part, row)
    return f"case when {divisor}>0 then (20000*{dividend}+{divisor})/(2*{divisor}) end"


def summed(leaves: Sequence[tuple[Leaf, str]]) -> tuple[set[str], set[str]]:
    """Return the attributes an aggregate must sum, and those that are the same in all its rows."""
    sums, sames = set[str](), set[str]()
    for binding, name in leaves:
        match binding:
            case Total(attributes, less):
                sums.update({*attributes, *less})
            case Ratio(part, whole):
                sums.update({*part, *whole})
            case Column(attribute):
                sames.add(attribute or name)
            case _:
                pass
    return sums, sames
