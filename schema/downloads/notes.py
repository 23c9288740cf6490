"""What a download was asked for with, in Chinese: the filter and the order as a reader of the file understands them.

The words are those of the schema's own descriptions, which name every field and value in Chinese, so that a new filter needs no words here.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, GraphQLSchema, get_named_type, get_nullable_type

from rules.identity import mask_id_number
from schema.downloads.asking import Wanted, place_of

ALL: Final = "全部"
_CHINESE: Final = re.compile(r"\(([^()]*[\u4e00-\u9fff][^()]*)\)")
_ID_NUMBER: Final = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")
_COMPARED: Final[Mapping[str, str]] = {
    "eq": "等于",
    "in": "属于",
    "prefix": "开头为",
    "gte": "不小于",
    "gt": "大于",
    "lte": "不大于",
    "lt": "小于",
    "isNull": "为空",
}
_JOINED: Final[Mapping[str, str]] = {"and": "且", "or": "或"}


def filter_in_words(schema: GraphQLSchema, wanted: Wanted) -> str:
    """Return the filter as a sentence; identity numbers in it are masked."""
    if not wanted.filter:
        return ALL
    root = place_of(schema, wanted.list).root
    if "filter" in root.args:
        return _filter(get_named_type(root.args["filter"].type), wanted.filter) or ALL
    told = (f"{_named(root.args[name].description, name)}等于{_value(None, value)}" for name, value in wanted.filter.items())
    return "；".join(told) or ALL


def order_in_words(schema: GraphQLSchema, wanted: Wanted) -> str:
    """Return the order as a phrase."""
    if not wanted.order_by:
        return "默认顺序"
    terms = wanted.order_by if isinstance(wanted.order_by, list) else [wanted.order_by]
    return "，".join(f"{term['field']}{'降序' if term.get('direction') == 'DESC' else '升序'}" for term in terms)


def _filter(type_: Any, given: Mapping[str, Any]) -> str:
    return "；".join(_parts(type_, given))


def _parts(type_: Any, given: Mapping[str, Any]) -> Iterator[str]:
    assert isinstance(type_, GraphQLInputObjectType)
    for name, value in given.items():
        field = type_.fields[name]
        inner = get_named_type(field.type)
        if value is None:
            continue
        if name in _JOINED:
            each = value if isinstance(value, list) else [value]
            yield f"（{f'）{_JOINED[name]}（'.join(_filter(inner, one) or ALL for one in each)}）"
        elif name == "not":
            yield f"不符合（{_filter(inner, value)}）"
        elif isinstance(inner, GraphQLInputObjectType) and set(value) <= set(_COMPARED):
            label = _named(field.description, name)
            yield from (f"{label}{_compared(inner, how, what)}" for how, what in value.items() if what is not None)
        else:
            yield f"{_named(field.description, name)}（{_filter(inner, value)}）"


def _compared(type_: GraphQLInputObjectType, how: str, what: Any) -> str:
    if type_.name == "IdentityNumberFilter":
        return "为所查找的号码"
    if how == "isNull":
        return "为空" if what else "不为空"
    of = get_nullable_type(type_.fields[how].type)
    word = get_named_type(of)
    values = what if isinstance(of, GraphQLList) and isinstance(what, list) else [what]
    return f"{_COMPARED[how]}{'、'.join(_value(word, value) for value in values)}"


def _value(type_: object, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(type_, GraphQLEnumType) and value in type_.values:
        return _named(type_.values[value].description, str(value))
    return _ID_NUMBER.sub(lambda number: mask_id_number(number.group()), str(value))


def _named(description: str | None, name: str) -> str:
    """Return the Chinese that a description has in brackets; the name where it has none."""
    found = _CHINESE.search(description or "")
    return found[1] if found else name
