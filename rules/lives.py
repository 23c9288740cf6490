"""The lives of all reviewed records by their kind. A new kind of record is one more entry."""

from collections.abc import Mapping
from typing import Final

from rules.acts import RecordKind
from rules.record_life import Life
from rules.registration import REGISTRATION
from rules.supplement import SUPPLEMENT
from rules.termination import TERMINATION

LIVES: Final[Mapping[RecordKind, Life]] = {life.kind: life for life in (SUPPLEMENT, TERMINATION, REGISTRATION)}
"""Kind of record -> its life."""
