"""Reads the rows of a download, a page at a time, as whoever asks would read them on the page."""

from inspect import isawaitable
from typing import Any, cast

import orjson
from graphql import ExecutionResult, GraphQLSchema, get_named_type

from planner.codes import ErrorCode
from planner.limits import MAX_LONG_PAGE
from planner.planning import RunContext
from schema.downloads.asking import Shape, Wanted, columns_of, fields_of, written
from schema.downloads.cells import Cell, cell_of


class RightsChanged(Exception):
    """Whoever asked may not read all of it any more."""


class Incomplete(Exception):
    """A fault: the rows that were read are not as many as there are in the picture that all of them are of."""


class ListReader:
    """Goes through one list from its beginning. `total` is how many rows it has, once the first page was read; it then may grow no more
    where all pages see one picture of the database (`planner.databases.Database.snapshot`)."""

    def __init__(self, schema: GraphQLSchema, wanted: Wanted, rows_a_page: int = MAX_LONG_PAGE) -> None:
        """Begin before the first row. Raises BadUserInput where the list takes no such filter or order."""
        self._schema = schema
        self._written = written(schema, wanted, rows_a_page)
        self._rows_a_page = rows_a_page
        self._after: str | None = None
        self.columns = columns_of(wanted)
        place = self._written.place
        self._scalars = [get_named_type([field for _, field in fields_of(place, column)][-1].type).name for column in self.columns]
        self.total = 0
        self.count = 0
        """Rows that were read."""
        self.is_over = False

    async def read(self, context: RunContext) -> list[list[Cell]]:
        """Return the next rows, none where there are no more. The access and scope are those of `context`.

        Raises RightsChanged where anything of it is denied: a file has all that was asked for, or is not made; and Incomplete.
        """
        if self.is_over:
            return []
        executor = self._written.executor(self._schema, context, self._after)
        outcome = executor.execute_operation()
        result = cast("ExecutionResult", await outcome if isawaitable(outcome) else outcome)
        if result.errors:
            codes = {(error.extensions or {}).get("code") for error in result.errors}
            if codes <= {ErrorCode.FORBIDDEN, ErrorCode.UNAUTHENTICATED}:
                raise RightsChanged
            raise result.errors[0]
        rows = [self._row(row) for row in self._rows(orjson.loads(orjson.dumps(result.data)))]
        self.count += len(rows)
        self._check_whole()
        return rows

    def _check_whole(self) -> None:
        if self.is_over and self.count != self.total:
            raise Incomplete(f"{self.count} of {self.total} rows were read")

    def _rows(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        place = self._written.place
        found = data[place.root_name]
        if found is not None and place.below is not None:
            found = found[place.below]
        if place.shape is Shape.PAGES and found is not None:
            edges = found["edges"]
            self.total = found.get("totalCount", self.total)
            self.is_over = len(edges) < self._rows_a_page
            self._after = edges[-1]["cursor"] if edges else None
            return [edge["node"] for edge in edges]
        self.is_over = True
        rows = [] if found is None else found if isinstance(found, list) else [found]
        self.total = len(rows)
        return rows

    def _row(self, row: dict[str, Any]) -> list[Cell]:
        return [cell_of(column, scalar, row) for column, scalar in zip(self.columns, self._scalars, strict=True)]
