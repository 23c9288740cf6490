"""Parsed and validated documents, kept so that a document costs its parsing once."""

from dataclasses import dataclass
from typing import Final

from graphql import DocumentNode, GraphQLError, GraphQLSchema, parse, validate

from planner.cache import Recent

MAX_TOKENS: Final = 5_000
KEPT_LENGTH: Final = 20_000
"""Longer documents are answered but not kept, so that a thousand of them cannot fill the memory."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document, or the errors that make it none."""

    ast: DocumentNode | None
    errors: tuple[GraphQLError, ...] = ()


class Documents:
    """The documents of one schema."""

    def __init__(self, schema: GraphQLSchema, size: int = 1024) -> None:
        self._schema = schema
        self._kept: Recent[str, Document] = Recent(size)

    def read(self, text: str) -> Document:
        """Return a document, with its syntax or validation errors where it has any."""
        known = self._kept.get(text)
        if known is None:
            known = self._parse(text)
            if len(text) <= KEPT_LENGTH:
                self._kept.put(text, known)
        return known

    def _parse(self, text: str) -> Document:
        try:
            ast = parse(text, max_tokens=MAX_TOKENS)
        except GraphQLError as error:
            return Document(None, (error,))
        except RecursionError:
            return Document(None, (GraphQLError("The document is nested too deeply."),))
        errors = validate(self._schema, ast)
        return Document(None if errors else ast, tuple(errors))
