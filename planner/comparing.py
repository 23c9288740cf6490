"""The comparisons of a filter as SQL: of a row's own columns, of secret texts beside it, and of the row a relation leads to."""

from dataclasses import dataclass
from typing import Final, Protocol

from planner.access import Profile
from planner.bindings import Entity, One, Standing, Through
from planner.catalog import Catalog
from planner.conditions import conjuncts
from planner.dialects import Dialect
from planner.dialects.base import quoted
from planner.filters import All, Comparison, Condition, Related
from planner.plans import Parameters, SecretSource, SiteSource
from planner.rows import both

OPERATORS: Final = {"eq": "=", "gte": ">=", "gt": ">", "lt": "<", "lte": "<="}


class FilterCompiler(Protocol):
    """What writing filters asks of the compiler."""

    catalog: Catalog
    dialect: Dialect
    profile: Profile
    parameters: Parameters

    def in_scope(self, entity: Entity, alias: str) -> list[str]:
        """Return the row predicate of a hop into the entity."""

    def one_scope(self, binding: One, entity: Entity, alias: str, parent: Entity, parent_alias: str) -> list[str]:
        """Return the row predicate of a hop through a to-one relation."""

    def looked_up(self, query: str) -> str:
        """Put a query before the statement; return its name."""

    def counted(self, text: str) -> str:
        """Count what is written."""

    def alias(self) -> int:
        """Return a number that no alias has yet."""


@dataclass(frozen=True, slots=True)
class FilterWriter:
    """Writes the filter of one site."""

    compiler: FilterCompiler
    site: int

    def conditions(self, chosen: All, entity: Entity, alias: str) -> list[str]:
        """Return what a filter asks of a row."""
        return [self.compiler.counted(each) for each in conjuncts(chosen, lambda part: self._written(part, entity, alias))]

    def _written(self, part: Comparison, entity: Entity, alias: str) -> str:
        match part:
            case Related():
                return self._related(part, entity, alias)
            case Condition(through=Through() as through):
                return self._found_through(through, part, alias)
            case Condition(among=Standing() as standing):
                return self._among(standing, part, alias)
        return self._compared(part, alias)

    def _compared(self, condition: Condition, alias: str) -> str:
        column, operator, dialect = condition.column, condition.operator, self.compiler.dialect
        if operator in {"isNull", "notNull"}:
            return f"{alias}.{column.name} is {'null' if operator == 'isNull' else 'not null'}"
        parameter = self.compiler.parameters.mark(SiteSource(self.site, condition.slot, column.kind, many=operator == "in"))
        compared = dialect.comparable(f"{alias}.{column.name}", column.kind)
        if operator == "in":
            return dialect.is_in(compared, parameter, column.kind)
        return f"{compared}{OPERATORS[operator]}{parameter}"

    def _found_through(self, through: Through, condition: Condition, alias: str) -> str:
        """Return whether the row is tied to the one there whose secret text is given.

        What is looked up stands before the statement: a filter may be so deep that SQLite's parser could not stack it there.
        """
        index, dialect, many = through.table.columns[through.index], self.compiler.dialect, condition.operator == "in"
        parameter = self.compiler.parameters.mark(SecretSource(self.site, condition.slot, many=many))
        hit = dialect.is_in(f"x.{index.name}", parameter, index.kind) if many else f"x.{index.name}={parameter}"
        lookup = f"select x.{through.table.key.name} from {through.table.name} x where {hit}"
        return dialect.is_found(f"{alias}.{condition.column.name}", self.compiler.looked_up(lookup))

    def _among(self, standing: Standing, condition: Condition, alias: str) -> str:
        """Return whether the column is among those of the rows there that are chosen: few, so they are found first."""
        columns, words = standing.table.columns, ",".join(map(quoted, standing.words))
        chosen = f"x.{columns[standing.chosen_by].name} in ({words})"
        lookup = f"select x.{columns[standing.attribute].name} from {standing.table.name} x where {chosen}"
        return self.compiler.dialect.is_found(f"{alias}.{condition.column.name}", self.compiler.looked_up(lookup))

    def _related(self, related: Related, parent: Entity, alias: str) -> str:
        """Return whether the row that a relation leads to is visible through it and satisfies a filter.

        Where few rows there can satisfy it they are found first, before the statement; else each row is followed when it is met,
        since a page ends after a few. Whoever sees such rows only where a parent discloses them always follows.
        """
        target = self.compiler.catalog.entities[related.relation.target]
        table, key = target.table.name, target.table.key.name
        foreign_key = f"{alias}.{parent.column(related.relation.attribute).name}"
        if related.is_narrow and self.compiler.profile.columns(target.scope) is not None:
            where = both([*self.compiler.in_scope(target, "x"), *self.conditions(related.part, target, "x")])
            return self.compiler.dialect.is_found(foreign_key, self.compiler.looked_up(f"select x.{key} from {table} x where {where}"))
        row = f"e{self.compiler.alias()}"
        seen = self.compiler.one_scope(related.relation, target, row, parent, alias)
        where = both([f"{row}.{key}={foreign_key}", *seen, *self.conditions(related.part, target, row)])
        return f"exists(select 1 from {table} {row} where {where})"
