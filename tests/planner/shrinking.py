"""Making a document that fails as small as it can be: pieces are taken out for as long as it goes on failing."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any

from graphql import (
    REMOVE,
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    Node,
    SelectionSetNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    visit,
)

Fails = Callable[[DocumentNode], Awaitable[bool]]

LISTS = ("definitions", "selections", "directives", "arguments", "fields", "values")
"""What of a node is a list of things that may be left out."""


async def smaller(document: DocumentNode, fails: Fails) -> DocumentNode:
    """Return the smallest document found that still fails: nothing more of it can be left out."""
    while True:
        for candidate in _without_one(document):
            tidied = tidy(candidate)
            if await fails(tidied):
                document = tidied
                break
        else:
            return document


def _without_one(node: Any) -> Iterator[Any]:
    """Yield a node as often as a thing in it can be left out, the largest things first."""
    for name in LISTS:
        parts = getattr(node, name, None) or ()
        for at in range(len(parts)):
            yield replace(node, **{name: (*parts[:at], *parts[at + 1 :])})
    for name in node.keys:
        value = getattr(node, name, None)
        if isinstance(value, Node):
            for inner in _without_one(value):
                yield replace(node, **{name: inner})
        elif isinstance(value, list | tuple):
            for at, part in enumerate(value):
                if isinstance(part, Node):
                    for inner in _without_one(part):
                        yield replace(node, **{name: (*value[:at], inner, *value[at + 1 :])})


class _Used(Visitor):
    """Collects the fragments and variables that are used."""

    def __init__(self) -> None:
        super().__init__()
        self.fragments, self.variables = set[str](), set[str]()

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
        self.fragments.add(node.name.value)

    def enter_variable(self, node: VariableNode, _key: Any, parent: Any, *_: Any) -> None:
        if not isinstance(parent, VariableDefinitionNode):
            self.variables.add(node.name.value)


class _Tidy(Visitor):
    """Takes out what selects nothing, spreads nothing, or is used by nothing."""

    def __init__(self, used: _Used, fragments: set[str]) -> None:
        super().__init__()
        self.used = used
        self.fragments = fragments

    def leave(self, node: Node, *_: Any) -> Any:
        """Take out one thing."""
        selections = getattr(node, "selection_set", None)
        is_empty = isinstance(selections, SelectionSetNode) and not selections.selections
        is_unused = isinstance(node, FragmentDefinitionNode) and node.name.value not in self.used.fragments
        is_idle = isinstance(node, VariableDefinitionNode) and node.variable.name.value not in self.used.variables
        leads_nowhere = isinstance(node, FragmentSpreadNode) and node.name.value not in self.fragments
        return REMOVE if is_empty or is_unused or is_idle or leads_nowhere else None


def tidy(document: DocumentNode) -> DocumentNode:
    """Return a document without the ruins of what was taken out of it, which would make it invalid."""
    while True:
        used = _Used()
        visit(document, used)
        fragments = {node.name.value for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        tidied = visit(document, _Tidy(used, fragments))
        if tidied == document:
            return document
        document = tidied
