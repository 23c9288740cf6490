"""What the asker could do with the row in hand, and why not: moves and guards, which are data, written as one JSON list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import orjson

from planner.access import Profile
from planner.bindings import Entity, Kind
from planner.dialects import Dialect
from planner.dialects.base import Piece, Sql, Text, json_object, merged, quoted
from planner.plans import MomentSource, Parameters
from planner.predicates import Action, AllOf, AnyOf, Exists, FromColumn, IsAhead, IsGranted, IsOneOf, IsTrue, Not, Predicate, Refused
from planner.rows import Hoisted
from planner.selection import ActionsField, Constant, ReasonSelection


class ActionsCompiler(Protocol):
    """What writing actions asks of the compiler."""

    dialect: Dialect
    parameters: Parameters
    profile: Profile


@dataclass(frozen=True, slots=True)
class ActionsWriter:
    """Writes the list for one row of an entity.

    Each action is hoisted, as relations are: SQLite's parser has no room for it inside the text of a deep read.
    """

    compiler: ActionsCompiler
    entity: Entity
    alias: int
    hoisted: Hoisted

    def pieces(self, item: ActionsField) -> list[Piece]:
        """Return the pieces of the list. An action that is not offered to the asker's role is never in it."""
        offered = [action for action in item.binding.offered if self.compiler.profile.offers(action.offered_to)]
        columns = [self.hoisted.add(self._action(action, item)) for action in offered]
        return _listed([Sql(f"r{self.alias}.{column}") for column in columns])

    def _action(self, action: Action, item: ActionsField) -> str:
        parts = ((key, self._part(action, part)) for key, part in item.fields.items())
        return f"case when {self.predicate(action.when)} then {_joined([Text(','), *json_object(parts)])} else '' end"

    def _part(self, action: Action, part: "Constant | str | ReasonSelection") -> Sequence[Piece]:
        match part:
            case Constant(json):
                return [Text(json)]
            case ReasonSelection():
                return _listed(self._reasons(action, part))
            case "allowed":
                return [self._allowed(action)]
            case _:
                return [Text(orjson.dumps(action.name).decode())]

    def _is_denied(self, action: Action) -> bool:
        return self.compiler.profile.refusal(action.needs) is not None

    def _allowed(self, action: Action) -> Piece:
        if self._is_denied(action):
            return Text("false")
        if not action.guards:
            return Text("true")
        holds = " and ".join(f"({self.predicate(guard.holds)})" for guard in action.guards)
        return Sql(f"case when {holds} then 'true' else 'false' end")

    def _reasons(self, action: Action, part: ReasonSelection) -> list[Piece]:
        """Return why an action is not allowed: the level that is missing first, then each guard that does not hold."""
        denied: list[Piece] = [Text(","), *self._reason(action.denied, part)] if self._is_denied(action) else []
        return denied + [
            Sql(f"case when {self.predicate(guard.holds)} then '' else {_joined([Text(','), *self._reason(guard.refused, part)])} end")
            for guard in action.guards
        ]

    def _reason(self, refused: Refused, part: ReasonSelection) -> list[Piece]:
        return json_object((key, self._said(refused, said)) for key, said in part.fields.items())

    def _said(self, refused: Refused, said: "Constant | str") -> Sequence[Piece]:
        match said:
            case Constant(json):
                return [Text(json)]
            case "message":
                return [Text('"'), *(self._words(each) for each in refused.message), Text('"')]
            case "field":
                return [Text(orjson.dumps(refused.field).decode())]
            case "code":
                return [Text(orjson.dumps(refused.code).decode())]
        # Nothing else is said of a refusal that a record can tell beforehand: it is no matter of waiting (`retryAfter`).
        return [Text("null")]

    def _words(self, part: "str | FromColumn") -> Piece:
        if isinstance(part, str):
            return Text(orjson.dumps(part).decode()[1:-1])
        return Sql(self.compiler.dialect.value(self._column(part.attribute), Kind.INT))

    def predicate(self, predicate: Predicate) -> str:
        """Return a predicate over the row as SQL. Its columns are NOT NULL, but for moments, so that it is true or false."""
        match predicate:
            case IsOneOf(attribute, values):
                return f"{self._column(attribute)} in ({_literals(values)})"
            case IsAhead(attribute):
                now = self.compiler.parameters.mark(MomentSource())
                return f"({self._column(attribute)} is null or {self._column(attribute)}>{now})"
            case IsTrue(attribute):
                return self._column(attribute)
            case IsGranted(attribute, needs):
                met = [str(value) for value, need in needs.items() if self.compiler.profile.refusal(need) is None]
                return f"{self._column(attribute)} in ({','.join(met)})"
            case Exists():
                return self._exists(predicate)
            case Not(inner):
                return f"not ({self.predicate(inner)})"
            case AllOf(parts):
                return " and ".join(f"({self.predicate(part)})" for part in parts)
            case AnyOf(parts):
                return " or ".join(f"({self.predicate(part)})" for part in parts)

    def _column(self, attribute: str) -> str:
        return f"h{self.alias}.{self.entity.column(attribute).name}"

    def _exists(self, predicate: Exists) -> str:
        table = predicate.table
        equal = [f"x.{table.columns[theirs].name}={self._column(ours)}" for theirs, ours in predicate.same.items()]
        other = [f"x.{table.columns[theirs].name}<>{self._column(ours)}" for theirs, ours in predicate.other.items()]
        among = [f"x.{table.columns[theirs].name} in ({_literals(values)})" for theirs, values in predicate.among.items()]
        true = [f"x.{table.columns[theirs].name}" for theirs in predicate.true]
        present = [f"x.{table.columns[theirs].name} is not null" for theirs in predicate.present]
        past = [f"x.{table.columns[theirs].name}<={self.compiler.parameters.mark(MomentSource())}" for theirs in predicate.past]
        return f"exists(select 1 from {table.name} x where {' and '.join([*equal, *other, *among, *present, *true, *past])})"


def _listed(items: Sequence[Piece]) -> list[Piece]:
    """Return a JSON list of items, each of which begins with a comma or is empty."""
    return [Text("["), Sql(f"substr({_joined(items)},2)"), Text("]")] if items else [Text("[]")]


def _joined(pieces: Sequence[Piece]) -> str:
    """Return the pieces as one text. A handful of them needs no function call, which would cost parser stack."""
    return "||".join(quoted(piece.json) if isinstance(piece, Text) else piece.expression for piece in merged(pieces))


def _literals(values: Sequence[str]) -> str:
    return ",".join(quoted(value) for value in values)
