"""The deepest reads that are allowed: one of every succession of pages and to-one relations, at its costliest."""

from collections.abc import Iterator, Mapping
from typing import Final

from graphql import GraphQLObjectType, GraphQLSchema, get_named_type, is_leaf_type

from planner.selection import MAX_NESTING
from tests.reference.lists import id_of
from tests.reference.rows import Store

Step = tuple[str, str, bool]
"""Field, target type, whether it is a page."""

ROOTS: Final[Mapping[str, Step]] = {
    "Account": ("accounts", "Account", True),
    "Province": ("provinces", "Province", True),
    "School": ("schools", "School", True),
    "Graduate": ("graduates", "Graduate", True),
    "Agreement": ("agreements", "Agreement", True),
    "EmployerRegistration": ("employerRegistrations", "EmployerRegistration", True),
}
ARGUMENTS: Final[Mapping[str, str]] = {
    "Account": ', orderBy: {field: USERNAME}, filter: {username: {in: ["x"], prefix: "x"}, role: {in: [SCHOOL]}, isEnabled: {eq: true}}',
    "School": ', orderBy: {field: NAME}, filter: {name: {in: ["x"], prefix: "x"}, province: {in: ["Province:11"]}}',
    "Graduate": ', orderBy: {field: EXAM_NUMBER}, filter: {studentNumber: {in: ["x"], isNull: true, prefix: "x"}}',
    "Agreement": ', orderBy: {field: CREATED_AT, direction: ASC}, filter: {agreementNumber: {in: ["x"], prefix: "x"}}',
}
"""Of the innermost page, by its type."""
PAGE_INFO: Final = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount"


class Shapes:
    """Writes the reads."""

    def __init__(self, schema: GraphQLSchema, store: Store) -> None:
        self.schema = schema
        self.store = store

    def documents(self) -> Iterator[str]:
        """Yield the reads, those of one succession only once."""
        seen = set[tuple[str, ...]]()
        for type_name, rows in self.store.rows.items():
            root = id_of(rows[0])
            for steps in self._paths(type_name, MAX_NESTING - 1):
                kinds = [self._kind(step) for step in steps]
                if ("node", *kinds) not in seen:
                    seen.add(("node", *kinds))
                    yield f'{{ node(id: "{root}") {{ ... on {type_name} {{ {self._written(steps)} }} }} }}'
                if type_name in ROOTS and ("page", *kinds) not in seen:
                    seen.add(("page", *kinds))
                    yield f"{{ {self._written([ROOTS[type_name], *steps])} }}"
        for steps in self._paths("SigningStatistics", MAX_NESTING - 1):
            if ("sums", *map(self._kind, steps)) not in seen:
                seen.add(("sums", *map(self._kind, steps)))
                yield f"{{ signingStatistics(classYear: 2023) {{ {self._written(steps)} }} }}"

    def _kind(self, step: Step) -> str:
        """Tell pages, relations and the relation that can be disclosed apart."""
        field, _, is_page = step
        return "page" if is_page else "disclosed" if field == "graduate" else "one"

    def _paths(self, type_name: str, length: int) -> Iterator[list[Step]]:
        if length == 0:
            yield []
            return
        for step in self._steps(type_name):
            for rest in self._paths(step[1], length - 1):
                yield [step, *rest]

    def _fields(self, type_name: str) -> Iterator[tuple[str, str, bool]]:
        type_ = self.schema.type_map[type_name]
        assert isinstance(type_, GraphQLObjectType)
        for name, field in type_.fields.items():
            target = get_named_type(field.type)
            yield name, target.name, is_leaf_type(target)

    def _steps(self, type_name: str) -> Iterator[Step]:
        for name, target, is_leaf in self._fields(type_name):
            if not is_leaf:
                yield name, target.removesuffix("Connection"), target.endswith("Connection")

    def _written(self, steps: list[Step]) -> str:
        (name, target, is_page), *rest = steps
        inner = f"__typename {self._written(rest)}" if rest else " ".join(leaf for leaf, _, is_leaf in self._fields(target) if is_leaf)
        if not is_page:
            return f"{name} {{ {inner} }}"
        arguments = "" if rest else ARGUMENTS.get(target, "")
        return f"{name}(first: 2{arguments}) {{ edges {{ cursor node {{ {inner} }} }} {PAGE_INFO} }}"
