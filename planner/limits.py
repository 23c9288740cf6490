"""How much one request may ask for: every bound in one place, with what it protects. Engines' own limits stand in `planner.dialects`."""

from typing import Final

MAX_PAGE: Final = 100
"""The longest page, and the most IDs that `nodes` takes."""

MAX_LONG_PAGE: Final = 1_000
"""The longest page of a read of ours that goes through a whole list. An order that no index has is sorted anew for each page."""

MAX_LIST: Final = 100
"""The longest list an `in` filter takes."""

MAX_FILTER_DEPTH: Final = 8
"""Filters inside filters (`and`, `or`, `not`). SQLite's parser stacks what is nested, and a filter may hang on the innermost page:
the deepest and most branched filter is tried there, on both engines."""

FILTER_DEPTH_OF_RELATION: Final = 5
"""How many filters inside filters one of a related row counts as: its subselect takes as much of the parser's stack, by trial."""

MAX_FILTER_PARTS: Final = 60
"""Comparisons and nested filters of one filter."""

MAX_ORDER_TERMS: Final = 4
"""Terms of one order; the key behind them is not counted."""

MAX_NESTING: Final = 5
"""Relations inside relations that a read may go through. SQLite 3.40 parses six pages inside each other and overflows its
parser's stack at the seventh; the sixth is left for what a page carries beside its rows (counts, cursors, filters).
`planner.canary` tries the engine in hand."""

MAX_TOKENS: Final = 5_000
"""Tokens of a document. Parsing and validating so many costs a tenth of a second."""

MAX_OVERLAPS: Final = 20_000
"""Steps of validation that may go into comparing fields of one response key with each other: it grows with their square."""

MAX_FIELDS: Final = 2_000
"""Fields that one root field may select once its fragments are spread: spreads under many aliases at every level multiply.
A relation is two fields at the least, so a row has fewer than a thousand: they are its columns, of which PostgreSQL takes 1,664
and SQLite 2,000."""

MAX_OPERATION_FIELDS: Final = 4_000
"""The same for all root fields of an operation together."""

MAX_INTROSPECTIONS: Final = 3
"""How often an operation may ask for as much as the whole schema is: introspection runs a value at a time, in Python, and its lists
multiply with every alias."""

MAX_VALUES: Final = 10_000
"""Values in the variables of a request, each element of a list and field of an object counted."""

MAX_STATEMENT: Final = 300_000
"""Characters of one statement. Engines take longer ones, and a tenth of a second to prepare one of these."""

MAX_PARAMETERS: Final = 5_000
"""Parameters of one statement: SQLite takes 32,766 unless it is built otherwise, PostgreSQL's protocol 65,535, its driver half."""

KEPT_BYTES: Final = 64 * 1024 * 1024
"""What documents and plans may weigh that are kept for the next request."""
