"""The bindings of one schema, looked up by type and field while a document is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.access import Requirements
from planner.bindings import Entity, Leaf, Relation, Root
from planner.predicates import Actions

Words = Mapping[str | int, str]
"""What an enum's column holds -> how GraphQL calls it."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything the planner knows of a schema beside the GraphQL types themselves.

    Keys of `fields`, `roots` and `words` are coordinates (`Agreement.status`, `Query.agreements`).
    """

    entities: Mapping[str, Entity]
    aggregates: frozenset[str]
    """Names of types that sum rows instead of showing one."""
    fields: Mapping[str, Leaf | Relation | Actions]
    roots: Mapping[str, Root]
    requirements: Requirements
    words: Mapping[str, Words] = field(default_factory=dict)
    """Fields whose column holds other words than GraphQL shows: an enum stored as numbers, say."""

    @property
    def records(self) -> Mapping[str, Entity]:
        """Entities whose rows have IDs: an aggregate's rows are another type's."""
        return {name: entity for name, entity in self.entities.items() if name not in self.aggregates}
