"""The reference's answer: graphql-core executes the document over plain rows, and the check before it says what is denied."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import DocumentNode, ExecutionResult, GraphQLResolveInfo, GraphQLSchema, OperationDefinitionNode, execute_sync, get_named_type
from graphql.execution.values import VariableValues, get_variable_values

from rules.agreement import Initiator, ReviewLevel, Status
from rules.codes import EMPLOYER_NATURES, INDUSTRIES
from rules.employer import EmployerStatus
from rules.gate import AgreementType
from rules.labels import AGREEMENT_TYPE_LABELS, DEGREE_LABELS, INITIATOR_LABELS, NUMBER_PENDING_LABEL, status_label
from rules.names import EMPLOYER_STATUS_NAMES, ROLE_NAMES
from rules.roles import Role
from tests.reference.access import LEVELS
from tests.reference.checks import Checker, Denial, Path, is_wrapper
from tests.reference.lists import Listing, id_of, read_id
from tests.reference.rows import Row, Store, key_of
from tests.reference.words import Asker, column_of, foreign_key


@dataclass(frozen=True)
class Answer:
    """A response: data, and errors as (path without indices, code, coordinate)."""

    data: Any
    errors: Counter[Denial]


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
        denials = Checker(self.schema, document, coerced, asker).denials()
        resolver = Resolver(self.store, asker, {path for path, _, _ in denials})
        result = execute_sync(self.schema, document, variable_values=dict(variables), field_resolver=resolver.resolve)
        assert isinstance(result, ExecutionResult)
        assert not result.errors, result.errors
        return Answer(result.data, Counter(denials))


class Resolver:
    """Resolves every field over plain rows in scope."""

    def __init__(self, store: Store, asker: Asker, nulls: set[Path]) -> None:
        self.store = store
        self.asker = asker
        self.nulls = nulls

    def resolve(self, source: Any, info: GraphQLResolveInfo[Any], **given: Any) -> Any:
        """Return a field's value; what is denied or refused is null."""
        if tuple(key for key in info.path.as_list() if isinstance(key, str)) in self.nulls:
            return None
        parent, name = info.parent_type, info.field_name
        if is_wrapper(parent) or parent.name == "PageInfo":
            return source[name]
        if name == "node":
            return self._in_scope(*read_id(given["id"]))
        if name == "signingStatistics":
            return self._sums(given)
        target = get_named_type(parent.fields[name].type).name
        if target.endswith("Connection"):
            target = target.removesuffix("Connection")
            return Listing(parent.fields[name], target, given).connection(self._rows(target, source))
        if target in self.store.rows:
            return self._one(source, target)
        return self._leaf(source, parent.name, name)

    def _in_scope(self, type_name: str, key: str) -> Row | None:
        row = self.store.by_key[type_name].get(key)
        return row if row is not None and self.asker.sees(row) else None

    def _rows(self, target: str, source: Row | None) -> list[Row]:
        """Return the rows of a list: all, those of the parent, or those a sum was made of; always only those in scope."""
        rows = [row for row in self.store.rows[target] if self.asker.sees(row)]
        if source is None:
            return rows
        if source["__typename"] == "SigningStatistics":
            chosen: list[Row] = source["chosen"]
            return chosen
        parent = source["__typename"]
        return [row for row in rows if row[foreign_key(parent)] == source[key_of(parent)]]

    def _one(self, source: Row, target: str) -> Row | None:
        """Return a to-one relation; whoever has no graduates meets one only on an agreement that was accepted."""
        key = source[foreign_key(target)]
        if target == "Graduate" and not self.asker.has_rows("Graduate"):
            return self.store.by_key[target][key] if source["is_graduate_disclosed"] else None
        return None if key is None else self._in_scope(target, key)

    def _sums(self, given: Mapping[str, Any]) -> Row | None:
        wanted = {"class_year": given["classYear"]}
        wanted |= {foreign_key(name.capitalize()): read_id(given[name])[1] for name in ("province", "school") if given.get(name)}
        rows = self._rows("SchoolSigningStatistics", None)
        chosen = [row for row in rows if all(row[column] == value for column, value in wanted.items())]
        if not chosen:
            return None
        sums = {column: sum(row[column] for row in chosen) for column, value in chosen[0].items() if isinstance(value, int)}
        return {**sums, **wanted, "__typename": "SigningStatistics", "chosen": chosen}

    def _leaf(self, row: Row, type_name: str, name: str) -> Any:
        match f"{type_name}.{name}":
            case "Agreement.statusLabel":
                rejected_by = row["rejected_by"] and ReviewLevel(row["rejected_by"])
                return status_label(Status(row["status"]), AgreementType(row["agreement_type"]), rejected_by)
            case "Agreement.initiatorLabel":
                return INITIATOR_LABELS[Initiator(row["initiator"])]
            case "Agreement.agreementTypeLabel":
                return AGREEMENT_TYPE_LABELS[AgreementType(row["agreement_type"])]
            case "Agreement.agreementNumberLabel":
                return row["number"] or NUMBER_PENDING_LABEL
            case "EmployerRegistration.statusLabel":
                return EMPLOYER_STATUS_NAMES[EmployerStatus(row["status"])]
            case "EmployerRegistration.natureLabel":
                return EMPLOYER_NATURES.get(row["nature"])
            case "EmployerRegistration.industryLabel":
                return INDUSTRIES.get(row["industry"])
            case "Graduate.degreeLabel":
                return DEGREE_LABELS.get(row["degree_code"])
            case "SigningStatistics.schoolCount":
                return len(row["chosen"])
        match name:
            case "employmentLevel" | "archiveLevel" | "hukouLevel":
                return LEVELS[row[column_of(type_name, name)]]
            case "roleLabel":
                return ROLE_NAMES[Role(row["role"])]
            case "id":
                return id_of(row)
            case "signed":
                return row["online_effective"] + row["offline_effective"]
            case "signingRate":
                signed, graduates = row["online_effective"] + row["offline_effective"], row["graduates"]
                return (20_000 * signed + graduates) // (2 * graduates) if graduates else None
        value = row[column_of(type_name, name)]
        return value.isoformat() if hasattr(value, "isoformat") else value
