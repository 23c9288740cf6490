"""Tried when the server starts: the deepest read that is allowed must parse on the engine in hand."""

from planner.databases import Database
from planner.dialects import Dialect
from planner.dialects.base import Piece, Sql, Text
from planner.limits import MAX_NESTING


class EngineTooShallow(Exception):
    """The engine cannot parse reads as deep as clients may ask: it is too old, or built with a small parser stack."""


async def check_depth(database: Database) -> None:
    """Run pages with page information inside each other, one deeper than is allowed: a real page carries more than these.

    Raises EngineTooShallow.
    """
    try:
        await database.fetch(f"select {_page(database.dialect, 1, '1')}", [])
    except Exception as error:
        raise EngineTooShallow(f"The database engine cannot parse {MAX_NESTING} nested relations.") from error


def _page(dialect: Dialect, depth: int, parent: str) -> str:
    """Return a page as `planner.pages` writes it, over one constant row, with the next page hoisted inside."""
    row, outer, base = f"r{depth}", f"h{depth}", f"t{depth}"
    below = _page(dialect, depth + 1, f"{outer}.k") if depth <= MAX_NESTING else "'null'"
    pieces: list[Piece] = [Text('{"k":'), Sql(f"cast({row}.k as text)"), Text(',"below":'), Sql(f"coalesce({row}.c1,'null')"), Text("}")]
    edge = f"case when {row}.rn<=1 then {dialect.concatenate(pieces)} end"
    rows = f"select {base}.* from (select 1 k) {base} where {base}.k={parent} and ({base}.k,{base}.k)>(0,0) order by {base}.k limit 1+1"
    numbers = f"row_number() over (order by {outer}.k) rn,count(*) over () cnt"
    source = dialect.ordered(f"select {outer}.*,{numbers},{below} c1 from ({rows}) {outer}", f"{outer}.k")
    more = f"case when max({row}.cnt)>1 then 'true' else 'false' end"
    page: list[Piece] = [Text('{"edges":['), Sql(f"coalesce({dialect.collect(edge, f'{row}.rn')},'')"), Text("],"), Sql(more), Text("}")]
    return f"(select {dialect.concatenate(page)} from ({source}) {row})"
