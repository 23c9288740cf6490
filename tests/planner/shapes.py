"""The deepest reads that are allowed: one of every succession of pages and to-one relations, at its costliest."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphql import GraphQLObjectType, GraphQLSchema, get_named_type, is_abstract_type, is_leaf_type

from tests.reference.rows import Store
from tests.reference.vocabulary import DEEPEST, DEEPEST_FILTER, DEPTH_OF_RELATION

ACTIONS: Final = "availableActions { action allowed reasons { code field message } }"
PAGE_INFO: Final = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount"
BRANCHED: Final = 4
"""Levels of a filter that can be whole binary trees before it has too many parts."""
KEY: Final = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Step:
    """One relation: its field, where it leads, and how: a page, a to-one relation, one that can be disclosed, one of several types."""

    field: str
    target: str
    form: str


def deepest(comparison: str, depth: int = DEEPEST_FILTER) -> str:
    """Return a filter as deep and as branched as one may be: a parser stacks what is nested, and most where both sides are."""
    if depth <= 0:
        return f"{{ {comparison} }}"
    inner = deepest(comparison, depth - 1)
    if depth > BRANCHED:
        return f"{{ not: {inner} }}" if depth % 2 else f"{{ or: [{inner}, {{ {comparison} }}] }}"
    return f"{{ {'and' if depth % 2 else 'or'}: [{inner}, {inner}] }}"


def costly(comparison: str, terms: Mapping[str, Any], directions: str, depth: int = DEEPEST_FILTER) -> str:
    """Return arguments that cost a page most: the deepest filter, an order of nulls and both directions, and two cursors."""
    order = ", ".join(f"{{field: {name}, direction: {way}}}" for name, way in zip(terms, directions.split(), strict=True))
    tag = ",".join(("-" if way == "DESC" else "") + name for name, way in zip(terms, directions.split(), strict=True))
    cursor = json.dumps([tag, *terms.values(), KEY]).encode().hex()
    return f', after: "{cursor}", before: "{cursor}", orderBy: [{order}], filter: {deepest(comparison, depth)}'


RELATED: Final = 'graduateMatches: {majorName: {in: ["x"]}, or: [{degreeCode: {prefix: "3"}}, {majorCode: {eq: "1"}}]}'
"""A comparison with a related row, not so that few rows can be meant."""
OF_AGREEMENTS: Final = {
    "REPLY_DEADLINE": "2023-03-01T04:00:00+00:00",
    "CREATED_AT": "2023-03-01T04:00:00+00:00",
    "AGREEMENT_NUMBER": None,
    "INVITEE_NAME": "x",
}
ARGUMENTS: Final[Mapping[str, str]] = {
    "Account": costly('username: {in: ["x"]}', {"USERNAME": "x"}, "DESC"),
    "School": costly('name: {in: ["x"]}', {"NAME": "x", "CODE": "1"}, "ASC DESC"),
    "Graduate": costly('studentNumber: {in: ["x"]}', {"STUDENT_NUMBER": None, "EXAM_NUMBER": "x", "NAME": "y"}, "ASC DESC ASC"),
    "Agreement": costly('agreementNumber: {in: ["x"]}', OF_AGREEMENTS, "DESC ASC ASC DESC"),
    "Thing": costly(
        'maybePrice: {in: ["1.5"]}',
        {"MAYBE_PRICE": "1.500000", "PRICE": "1.50", "MAYBE_NUMBER": None, "MAYBE_DAY": "2023-06-30"},
        "ASC DESC ASC DESC",
    ),
}
"""Of the innermost page, by its type."""
BY_RELATION: Final = costly(RELATED, OF_AGREEMENTS, "DESC ASC ASC DESC", DEEPEST_FILTER - DEPTH_OF_RELATION - 1)
"""Of the innermost page of agreements, the same with a filter of a related row, which has one in itself."""


def forms_of(steps: Sequence[Step]) -> tuple[object, ...]:
    """Return what sets one succession apart from others."""
    return (*(step.form for step in steps), steps[-1].target in ARGUMENTS)


class Shapes:
    """Writes the reads of one schema."""

    def __init__(self, schema: GraphQLSchema, store: Store) -> None:
        self.schema = schema
        self.store = store
        self._found: dict[tuple[str, int], list[list[Step]]] = {}

    def documents(self) -> Iterator[str]:
        """Yield the reads, those of one succession only once."""
        seen = set[tuple[object, ...]]()
        for root, steps, text in self._every():
            if (forms := (root, *forms_of(steps))) not in seen:
                seen.add(forms)
                yield f"{{ {text} }}"
                if steps[-1].target == "Agreement":
                    yield f"{{ {text.replace(ARGUMENTS['Agreement'], BY_RELATION)} }}"

    def _every(self) -> Iterator[tuple[str, list[Step], str]]:
        """Yield every read that is as deep as it may be: its root, the steps from there, and its text."""
        pages = {step.target: step for step in self._steps("Query") if step.form == "page"}
        for type_name, rows in self.store.rows.items():
            assert rows, type_name
            ids = [f'"{self.store.id_of(row)}"' for row in rows[:2]]
            for steps in self._paths(type_name, DEEPEST - 1):
                yield "node", steps, f"node(id: {ids[0]}) {{ ... on {type_name} {{ {self._written(steps)} }} }}"
                if type_name in pages:
                    yield "page", steps, self._written([pages[type_name], *steps])
            for steps in self._paths(type_name, DEEPEST - 2):
                # A list of rows is two relations.
                yield "nodes", steps, f"nodes(ids: [{', '.join(ids)}]) {{ ... on {type_name} {{ {self._written(steps)} }} }}"
        for steps in self._paths("SigningStatistics", DEEPEST - 1) if "SigningStatistics" in self.schema.type_map else ():
            yield "sums", steps, f"signingStatistics(classYear: 2023) {{ {self._written(steps)} }}"

    def _paths(self, type_name: str, length: int) -> list[list[Step]]:
        """Return one way of each succession: all ways there are would be as many as the relations of a type to the power of the depth."""
        if length == 0:
            return [[]]
        if (type_name, length) not in self._found:
            ways: dict[tuple[object, ...], list[Step]] = {}
            for step in self._steps(type_name):
                for rest in self._paths(step.target, length - 1):
                    ways.setdefault(forms_of([step, *rest]), [step, *rest])
            self._found[type_name, length] = list(ways.values())
        return self._found[type_name, length]

    def _steps(self, type_name: str) -> Iterator[Step]:
        type_ = self.schema.type_map[type_name]
        assert isinstance(type_, GraphQLObjectType)
        for name, field in type_.fields.items():
            target = get_named_type(field.type)
            coordinate = f"{type_name}.{name}"
            if is_leaf_type(target) or target.name in self.store.words.parts:
                continue
            if target.name.endswith("Connection"):
                yield Step(name, target.name.removesuffix("Connection"), "page")
            elif coordinate in self.store.words.leads:
                for each in dict.fromkeys(self.store.words.leads[coordinate].targets.values()):
                    yield Step(name, each, "of several")
            elif not is_abstract_type(target):
                yield Step(name, target.name, "disclosed" if coordinate in self.store.words.disclosed else "one")

    def _leaves(self, type_name: str) -> str:
        """Write all there is to read of a record beside its relations."""
        type_: Any = self.schema.type_map[type_name]
        leaves = [name for name, field in type_.fields.items() if is_leaf_type(get_named_type(field.type))]
        return " ".join([*leaves, *([ACTIONS] if "availableActions" in type_.fields else [])])

    def _written(self, steps: list[Step]) -> str:
        step, *rest = steps
        inner = f"__typename {self._written(rest)}" if rest else self._leaves(step.target)
        if step.form == "of several":
            return f"{step.field} {{ ... on {step.target} {{ {inner} }} }}"
        if step.form != "page":
            return f"{step.field} {{ {inner} }}"
        arguments = "" if rest else ARGUMENTS.get(step.target, "")
        return f"{step.field}(first: 2{arguments}) {{ edges {{ cursor node {{ {inner} }} }} {PAGE_INFO} }}"
