"""The reference's answer: graphql-core executes the document over plain rows, and the check before it says what is denied."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLField,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    execute_sync,
    get_named_type,
)
from graphql.execution.values import VariableValues, get_variable_values

from rules.agreement import STATUSES_OF
from rules.registration import REGISTRATION
from rules.supplement import SUPPLEMENT
from rules.termination import TERMINATION
from tests.reference.checks import Checker, Denial, Null, is_wrapper
from tests.reference.lists import Filter, Listing, moment_of, read_id
from tests.reference.rows import Store
from tests.reference.statistics import BROKEN_DOWN, broken_down, compared
from tests.reference.transfers import STANDS
from tests.reference.vocabulary import Asker, Json, Row, Standing
from tests.reference.worklist import worklist

STAFF: Final = frozenset({"MINISTRY", "PROVINCE", "SCHOOL", "DEPARTMENT"})
"""Whoever looks after graduates."""


@dataclass(frozen=True)
class Answer:
    """A response: data, and errors as (path without indices, code, coordinate)."""

    data: Any
    errors: Counter[Denial]


STANDINGS: Final[Mapping[str, list[dict[str, str]]]] = {
    "AgreementCount": [{"initiator": of, "status": status} for of, statuses in STATUSES_OF.items() for status in statuses],
    "SupplementCount": [{"status": status} for status in SUPPLEMENT.statuses],
    "TerminationCount": [{"status": status} for status in TERMINATION.statuses],
    "RegistrationCount": [{"status": status} for status in REGISTRATION.statuses],
}
"""What counts rows -> every place where they can stand."""


class Reference:
    """Answers documents over one database's rows."""

    def __init__(self, schema: GraphQLSchema, store: Store) -> None:
        self.schema = schema
        self.store = store

    def answer(self, document: DocumentNode, variables: Mapping[str, Any], asker: Asker) -> Answer:
        """Return what the asker must get."""
        operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
        coerced = get_variable_values(self.schema, operation.variable_definitions or (), dict(variables))
        assert isinstance(coerced, VariableValues), coerced
        checker = Checker(self.schema, self.store.words, document, coerced, asker)
        denials = checker.denials()
        resolver = Resolver(self.store, asker, checker.nulls)
        result = execute_sync(
            self.schema,
            document,
            variable_values=dict(variables),
            field_resolver=resolver.resolve,
            type_resolver=lambda row, _info, _type: row["__typename"],
        )
        assert isinstance(result, ExecutionResult)
        assert not result.errors, result.errors
        return Answer(result.data, Counter(denials))


class Resolver:
    """Resolves every field over plain rows in scope."""

    def __init__(self, store: Store, asker: Asker, nulls: set[Null]) -> None:
        self.store = store
        self.words = store.words
        self.asker = asker
        self.nulls = nulls

    def resolve(self, source: Any, info: GraphQLResolveInfo[Any], **given: Any) -> Any:
        """Return a field's value; what is denied or refused is null."""
        path = tuple(key for key in info.path.as_list() if isinstance(key, str))
        if Null(path, info.parent_type.name) in self.nulls:
            return None
        value = self._value(source, info, given)
        if isinstance(value, list):
            return [self._unless_denied(path, info, each) for each in value]
        return self._unless_denied(path, info, value)

    def _unless_denied(self, path: tuple[str, ...], info: GraphQLResolveInfo[Any], value: Any) -> Any:
        """Return a row of an interface or union, unless its type is denied there."""
        type_name = value.get("__typename") if isinstance(value, dict) else None
        return None if Null(path, info.parent_type.name, type_name) in self.nulls else value

    def _value(self, source: Any, info: GraphQLResolveInfo[Any], given: Mapping[str, Any]) -> Any:
        parent, name = info.parent_type, info.field_name
        if is_wrapper(parent) or parent.name == "PageInfo" or parent.name in self.words.parts:
            return source[name]
        coordinate = f"{parent.name}.{name}"
        if coordinate in self.words.asked:
            return self.words.asked[coordinate](self.store, self.asker, source)
        match coordinate:
            case "Query.node":
                return self._in_scope(*read_id(self.words, given["id"]))
            case "Query.nodes":
                return [self._in_scope(*read_id(self.words, text)) for text in given["ids"]]
            case "Query.signingStatistics" | "Query.archiveStatistics" | "Query.hukouStatistics":
                return self._sums(name[0].upper() + name[1:], given)
            case "Query.archiveRecordCounts" | "Query.hukouRecordCounts":
                return self._record_counts(self.words.counted[coordinate], info.parent_type.fields[name], given)
            case _ if parent.name == "Query" and name in BROKEN_DOWN:
                return self._broken_down(parent.fields[name], name, given)
            case "Query.snapshotComparison":
                return self._compared(given)
            case "SchoolComparison.earlier" | "SchoolComparison.later":
                return self._in_scope("SchoolSnapshot", source[f"{name}_id"])
            case "Query.worklist":
                return worklist(self.store, self.asker)
            case _ if coordinate in self.words.counted:
                return self._counts(parent.fields[name], self.words.counted[coordinate], given)
            case _ if coordinate in self.words.leads:
                leads = self.words.leads[coordinate]
                type_name, key = leads.targets.get(source[leads.kind]), source[leads.key]
                return self._in_scope(type_name, key) if type_name and key else None
        target = get_named_type(parent.fields[name].type).name
        if target.endswith("Connection"):
            target = target.removesuffix("Connection")
            return Listing(self.words, parent.fields[name], target, given).connection(self._rows(target, source), self)
        if target in self.store.rows:
            return self.one(source, coordinate, target)
        return self._leaf(source, parent.name, name)

    def _in_scope(self, type_name: str, key: str) -> Row | None:
        row = self.store.by_key[type_name].get(key)
        return row if row is not None and self.store.sees(self.asker, row) else None

    def _rows(self, target: str, source: Row | None) -> list[Row]:
        """Return the rows of a list: all, those of the parent, or those a sum was made of; always only those in scope."""
        rows = [row for row in self.store.rows[target] if self.store.sees(self.asker, row)]
        if source is None:
            return rows
        if "chosen" in source:
            chosen: list[Row] = source["chosen"]
            return chosen
        parent = source["__typename"]
        column = self.words.lists_by.get(target) or self.words.foreign_key(parent)
        return [row for row in rows if row[column] == source[self.words.key_of(parent)]]

    def one(self, source: Row, coordinate: str, target: str) -> Row | None:
        """Return a to-one relation; whoever has none of the rows it leads to meets one only where it is disclosed."""
        key = source[self.words.foreign_key(target)]
        if coordinate in self.words.disclosed and not self.store.has_rows(self.asker, target):
            return self.store.by_key[target][key] if source[self.words.disclosed[coordinate]] else None
        return None if key is None else self._in_scope(target, key)

    def _sums(self, type_name: str, given: Mapping[str, Any]) -> Row | None:
        wanted = {"class_year": given["classYear"]}
        for name in ("province", "school"):
            if given.get(name):
                wanted[self.words.foreign_key(name.capitalize())] = read_id(self.words, given[name])[1]
        rows = self._rows(f"School{type_name}", None)
        chosen = [row for row in rows if all(row[column] == value for column, value in wanted.items())]
        if not chosen:
            return None
        sums = {column: sum(row[column] for row in chosen) for column, value in chosen[0].items() if isinstance(value, int)}
        return {**sums, **wanted, "__typename": type_name, "chosen": chosen}

    def _broken_down(self, field: GraphQLField, name: str, given: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Add up the graduates of one school and class year that staff may see."""
        filter_type: Any = get_named_type(field.args["filter"].type)
        chosen = Filter(self.words, filter_type, "Graduate", given.get("filter") or {})
        school = read_id(self.words, given["school"])[1]
        rows = self._rows("Graduate", None) if self.asker.role in STAFF else []
        of_school = [row for row in rows if row["school_id"] == school and row["class_year"] == given["classYear"]]
        return broken_down(name, [row for row in of_school if chosen.holds(row, self)], self.store.beside["destination_slot"])

    def _compared(self, given: Mapping[str, Any]) -> list[Row]:
        """Subtract the figures of each school of which there are some of both moments."""
        of_year = [row for row in self._rows("SchoolSnapshot", None) if row["class_year"] == given["classYear"]]
        rows = sorted(of_year, key=lambda row: (row["school_id"], row["id"]))
        before, after = ([row for row in rows if row["created_at"] == moment_of(given[each])] for each in ("earlier", "later"))
        pairs = [(first, last) for first in before for last in after if first["counters_id"] == last["counters_id"]]
        return [compared(first, last) for first, last in pairs]

    def _counts(self, field: GraphQLField, type_: str, given: Mapping[str, Any]) -> list[Row]:
        """Count a list's rows one by one: all that there can be of each standing, in the order of their lives."""
        filter_type: Any = get_named_type(field.args["filter"].type)
        counted = get_named_type(field.type).name
        columns = list(STANDINGS[counted][0])
        chosen = Filter(self.words, filter_type, type_, given.get("filter") or {})
        found = Counter(tuple(row[column] for column in columns) for row in self._rows(type_, None) if chosen.holds(row, self))
        standings = [tuple(standing[column] for column in columns) for standing in STANDINGS[counted]]
        assert set(found) <= set(standings)
        return [{"__typename": counted, **dict(zip(columns, of, strict=True)), "count": found[of]} for of in standings]

    def _record_counts(self, type_name: str, field: GraphQLField, given: Mapping[str, Any]) -> list[Row]:
        """Count archives or household registrations one by one: in every status that there can be, in the order of their lives."""
        filter_type: Any = get_named_type(field.args["filter"].type)
        chosen = Filter(self.words, filter_type, type_name, given.get("filter") or {})
        found = Counter(row["status"] for row in self._rows(type_name, None) if chosen.holds(row, self))
        assert set(found) <= set(STANDS)
        return [{"__typename": f"{type_name}Count", "status": status, "count": found[status]} for status in STANDS]

    def stands(self, standing: Standing, value: Any) -> bool:
        """Return whether a value is among those of some rows beside."""
        rows = self.store.beside[standing.table]
        return value in {row[standing.column] for row in rows if row[standing.chosen_by] == standing.word}

    def _leaf(self, row: Row, type_name: str, name: str) -> Any:
        special = self.words.leaves.get(f"{type_name}.{name}") or self.words.leaves.get(name)
        if special is not None:
            return special(row)
        if name == "id":
            return self.store.id_of(row)
        if speaks_of := self.words.speaks_of.get(f"{type_name}.{name}"):
            named = speaks_of.targets.get(row[speaks_of.kind])
            return f"{named}:{row[speaks_of.key]}" if named else None
        column = self.words.column_of(type_name, name)
        value = row[column]
        if value is None:
            return None
        if self.words.kinds.get(column) == "json":
            return Json(value)
        if column in self.words.words:
            return self.words.words[column][value]
        if isinstance(value, Decimal):
            return f"{value:.{self.words.places[column]}f}"
        return value.isoformat() if isinstance(value, date) else value
