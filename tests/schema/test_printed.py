"""The printed schema: kept in the repository as it is, and readable without any other document."""

import re
from pathlib import Path
from typing import Final

import pytest
from graphql import (
    EnumTypeDefinitionNode,
    EnumValueDefinitionNode,
    FieldDefinitionNode,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    Node,
    ObjectTypeDefinitionNode,
    ScalarTypeDefinitionNode,
    TypeNode,
    parse,
    print_ast,
    visit,
)
from graphql.language import ListTypeNode, NonNullTypeNode, Visitor
from typer.testing import CliRunner

from app.cli import commands
from app.schema import build_schema

FILE: Final = Path(__file__).parents[2] / "schema" / "schema.graphql"
PRINTED: Final = build_schema().as_str()
CHINESE: Final = re.compile("[一-鿿]")

OUR_OWN: Final = re.compile(
    r"(Connection|Edge|OrderField|Order|Filter|Payload|Input)$"
    r"|^(Query|Mutation|Subscription|Node|PageInfo|UserError|ErrorCode|Date|DateTime|JSON)$"
)
"""Types of this API's own making, for which the ministry has no word; their fields are not asked for one either."""
FIELDS_OF_OUR_OWN: Final = frozenset({"id", "version"})


class Described(Visitor):
    """Collects every definition that takes a description, by its coordinate, and what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._inside: list[str] = []

    def enter(self, node: Node, *_: object) -> None:
        """Note a definition."""
        if isinstance(node, DESCRIBED):
            self._inside.append(node.name.value)
            self.found[".".join(self._inside)] = node.description.value if node.description else ""

    def leave(self, node: Node, *_: object) -> None:
        """Go back to what the definition stands in."""
        if isinstance(node, DESCRIBED):
            self._inside.pop()


DESCRIBED: Final = (
    EnumTypeDefinitionNode,
    EnumValueDefinitionNode,
    FieldDefinitionNode,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    ObjectTypeDefinitionNode,
    ScalarTypeDefinitionNode,
)


def descriptions() -> dict[str, str]:
    """Return every description by coordinate (`Type`, `Type.field`, `Type.field.argument`), but those of directives' arguments."""
    described = Described()
    for definition in parse(PRINTED).definitions:
        if isinstance(definition, DESCRIBED):
            visit(definition, described)
    return described.found


def test_the_file_is_what_the_program_prints() -> None:
    """Changed the schema? `make schema` writes the file anew; read the difference as a client would."""
    assert FILE.read_text(encoding="utf-8") == f"{PRINTED}\n"


def test_the_command_line_prints_the_file() -> None:
    assert CliRunner().invoke(commands, ["schema"]).output == FILE.read_text(encoding="utf-8")


def test_everything_has_a_description_that_ends_as_a_sentence_does() -> None:
    own = {name: text for name, text in descriptions().items() if name not in {"Date", "DateTime"}}
    assert len(own) > 500
    assert [name for name, text in own.items() if not text.endswith((".", "。"))] == []


def test_no_description_says_only_the_name_again() -> None:
    def words(text: str) -> str:
        text = text.partition(" Access: ")[0]
        return re.sub(r"[^a-z]", "", text.lower())

    assert [
        name for name, text in descriptions().items() if words(text) == words(name.rpartition(".")[2]) and not CHINESE.search(text)
    ] == []


def test_what_the_ministry_has_a_word_for_says_it() -> None:
    without = []
    for name, text in descriptions().items():
        type_, _, field = name.partition(".")
        if not OUR_OWN.search(type_) and field.split(".")[0] not in FIELDS_OF_OUR_OWN and "." not in field and not CHINESE.search(text):
            without.append(name)
    assert without == ["Role.SYSTEM"]


def bare(type_: TypeNode) -> str:
    """Return a type's name, whatever wraps it."""
    while isinstance(type_, ListTypeNode | NonNullTypeNode):
        type_ = type_.type
    return print_ast(type_)


@pytest.mark.parametrize("root", ["Query", "Mutation", "Subscription"])
def test_whoever_reads_the_schema_sees_who_may_use_each_root_field(root: str) -> None:
    types = {node.name.value: node for node in parse(PRINTED).definitions if isinstance(node, ObjectTypeDefinitionNode)}
    for field in types[root].fields or ():
        record = types[bare(field.type).removesuffix("Connection")] if bare(field.type) in types else None
        marks = [*(field.directives or ()), *((record.directives or ()) if record else ())]
        assert {mark.name.value for mark in marks} & {"access", "public"}, field.name.value


def test_every_list_pages_both_ways_orders_by_terms_and_composes_its_filter() -> None:
    types = {node.name.value: node for node in parse(PRINTED).definitions if isinstance(node, ObjectTypeDefinitionNode)}
    inputs = {node.name.value: node for node in parse(PRINTED).definitions if isinstance(node, InputObjectTypeDefinitionNode)}
    lists = [field for type_ in types.values() for field in type_.fields or () if bare(field.type).endswith("Connection")]
    assert lists
    for field in lists:
        arguments = {argument.name.value: print_ast(argument.type) for argument in field.arguments or ()}
        assert {name: arguments[name] for name in ("first", "last", "after", "before")} == {
            "first": "Int",
            "last": "Int",
            "after": "String",
            "before": "String",
        }
        assert re.fullmatch(r"\[\w+Order!\]", arguments["orderBy"])
        if (filter_ := arguments.get("filter")) is not None:
            parts = {part.name.value: print_ast(part.type) for part in inputs[filter_].fields or ()}
            assert {name: parts[name] for name in ("and", "or", "not")} == {"and": f"[{filter_}!]", "or": f"[{filter_}!]", "not": filter_}
