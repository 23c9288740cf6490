"""Parsed and validated documents, kept so that a document costs its parsing once."""

import sys
from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import (
    DirectiveNode,
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OverlappingFieldsCanBeMergedRule,
    ValidationContext,
    VariableNode,
    Visitor,
    parse,
    specified_rules,
    validate,
    visit,
)

from planner.cache import Kept
from planner.codes import ErrorCode
from planner.errors import QueryTooLarge, coded, without_values
from planner.limits import MAX_OVERLAPS, MAX_TOKENS
from planner.sizes import Sizes

BYTES_OF_TOKEN: Final = 650
"""What a token of a document weighs once it is parsed, at most: its node, its place, and the token itself. Measured."""
BYTES_OF_DOCUMENT: Final = 2_000
"""What a document or an error weighs beside its tokens and its text."""
MOST_ERRORS: Final = 20
"""Faults that a client is told of at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A parsed document, or the errors that make it none. `flags` are the variables that `@skip` and `@include` look at."""

    ast: DocumentNode | None
    errors: tuple[GraphQLError, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def operations(self) -> list[OperationDefinitionNode]:
        """The operations in it."""
        definitions = self.ast.definitions if self.ast is not None else ()
        return [node for node in definitions if isinstance(node, OperationDefinitionNode)]


class BoundedOverlaps(OverlappingFieldsCanBeMergedRule):
    """graphql-core's rule with a smaller budget: its own allows a second of comparing."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self.rule_context.remaining_complexity_budget = MAX_OVERLAPS


RULES: Final = [BoundedOverlaps if rule is OverlappingFieldsCanBeMergedRule else rule for rule in specified_rules]


class FlagVariables(Visitor):
    """Collects the variables used by `@skip` and `@include`."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        """Note the variable of a flag."""
        if node.name.value in {"skip", "include"}:
            self.names.update(argument.value.name.value for argument in node.arguments or () if isinstance(argument.value, VariableNode))


class Documents:
    """The documents of one schema. Every way in reads through here, so that one text is one document, and one limit is all."""

    def __init__(self, schema: GraphQLSchema, kept: Kept) -> None:
        self._schema = schema
        self._kept = kept
        self._sizes = Sizes(schema)

    def read(self, text: str) -> Document:
        """Return a document, with its errors where it has any."""
        key = (Document, text)
        known = cast("Document | None", self._kept.get(key))
        if known is not None:
            return known
        document, tokens = self._parsed(text)
        if self._kept.put(key, document, BYTES_OF_DOCUMENT + tokens * BYTES_OF_TOKEN + 2 * sys.getsizeof(text)):
            for operation in document.operations:
                # While the document is kept, so is the operation, and nothing else can have its identity.
                self._kept.put((OperationDefinitionNode, id(operation)), document, 0, parent=key)
        return document

    def of(self, operation: OperationDefinitionNode) -> Document | None:
        """Return the document that an operation is of, while it is kept."""
        return cast("Document | None", self._kept.get((OperationDefinitionNode, id(operation))))

    def _parsed(self, text: str) -> tuple[Document, int]:
        """Return a document and how many tokens it has; of one that cannot be parsed, as many as are looked at."""
        try:
            ast = parse(text, max_tokens=MAX_TOKENS)
            self._sizes.check(ast)
        except GraphQLSyntaxError as error:
            # No GraphQLSyntaxError, at which Strawberry's handler would close the socket and all that runs on it.
            told = GraphQLError(error.message, source=error.source, positions=error.positions)
            code = ErrorCode.QUERY_TOO_LARGE if error.message.endswith("Parsing aborted.") else ErrorCode.GRAPHQL_PARSE_FAILED
            return Document(None, (coded(without_values(told), code),)), 0
        except QueryTooLarge as error:
            return Document(None, (error,)), 0
        errors = validate(self._schema, ast, RULES, max_errors=MOST_ERRORS)
        if errors:
            return Document(None, tuple(map(told_of, errors))), ast.token_count or 0
        flags = FlagVariables()
        visit(ast, flags)
        return Document(ast, flags=tuple(sorted(flags.names))), ast.token_count or 0


def told_of(error: GraphQLError) -> GraphQLError:
    """Return an error of validation as a client reads it; one that gave up, but for too many errors, met a document that is too large."""
    gave_up = error.message.endswith("Validation aborted.") and not error.message.startswith("Too many validation errors")
    return coded(without_values(error), ErrorCode.QUERY_TOO_LARGE if gave_up else ErrorCode.GRAPHQL_VALIDATION_FAILED)
