"""The JSON text of one leaf of a row: key, column, label, sum, ratio."""

from collections.abc import Mapping, Sequence

import orjson

from planner.bindings import Column, Entity, Key, Kind, Label, Leaf, Own, Ratio, RowCount, Total
from planner.dialects import Dialect
from planner.dialects.base import Sql, quoted

ROW_COUNT = "row_count"
"""The column under which an aggregate's rows are counted."""


def leaf(dialect: Dialect, entity: Entity, binding: Leaf, name: str, row: str) -> Sql:
    """Return a leaf's JSON given the alias of its row; `name` is the field's, for columns that bear it."""
    match binding:
        case Key():
            return Sql(key(entity, row))
        case Column(attribute, otherwise):
            column = entity.column(attribute or name)
            text = dialect.value(f"{row}.{column.name}", column.kind)
            if not column.is_nullable:
                return Sql(text)
            if otherwise is None:
                return Sql(f"coalesce({text},'null')")
            return Sql(f"case when {row}.{column.name} is null then {quoted(orjson.dumps(otherwise).decode())} else {text} end")
        case Label(cases):
            return Sql(f"case {' '.join(_when(entity, case.when, row, case.text) for case in cases)} else 'null' end")
        case Total(attributes):
            return Sql(dialect.value(total(entity, attributes, row), Kind.INT))
        case Ratio(part, whole):
            return Sql(f"coalesce({dialect.value(ratio(entity, part, whole, row), Kind.INT)},'null')")
        case RowCount():
            return Sql(dialect.value(f"{row}.{ROW_COUNT}", Kind.INT))
        case Own():
            raise AssertionError("whose row it is, is a parameter, and those are the compiler's")


def key(entity: Entity, row: str) -> str:
    """Return a row's opaque ID as JSON. No key holds a character that JSON escapes."""
    return f"""'"{entity.name}:'||{row}.{entity.table.key.name}||'"'"""


def _when(entity: Entity, when: Mapping[str, str], row: str, text: str) -> str:
    conditions = " and ".join(f"{row}.{entity.column(attribute).name}={quoted(value)}" for attribute, value in when.items())
    return f"when {conditions} then {quoted(orjson.dumps(text).decode())}"


def total(entity: Entity, attributes: Sequence[str], row: str) -> str:
    """Return the sum of integer columns as an SQL number."""
    return "(" + "+".join(f"cast({row}.{entity.column(attribute).name} as bigint)" for attribute in attributes) + ")"


def ratio(entity: Entity, part: Sequence[str], whole: str, row: str) -> str:
    """Return basis points of part over whole, rounded half up with integers alone, NULL where whole is zero."""
    divisor, dividend = total(entity, (whole,), row), total(entity, part, row)
    return f"case when {divisor}>0 then (20000*{dividend}+{divisor})/(2*{divisor}) end"


def summed(leaves: Sequence[tuple[Leaf, str]]) -> tuple[set[str], set[str]]:
    """Return the attributes an aggregate must sum, and those that are the same in all its rows."""
    sums, sames = set[str](), set[str]()
    for binding, name in leaves:
        match binding:
            case Total(attributes):
                sums.update(attributes)
            case Ratio(part, whole):
                sums.update({*part, whole})
            case Column(attribute):
                sames.add(attribute or name)
            case _:
                pass
    return sums, sames
