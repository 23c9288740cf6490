"""What becomes of records that a province's own system hands in, and how they end, as clients read it."""

from typing import Final

IMPORT_OUTCOMES: Final = {
    "IMPORTED": "It counts here from now on (已导入).",
    "ALREADY_IMPORTED": "This very version was imported before; nothing was done (此前已导入).",
    "STALE": "A newer version was imported before; nothing was done (版本过旧).",
    "REFUSED": "It was refused, and left no trace (未导入).",
}
ENDINGS: Final = {
    "VOIDED": "It was an error, or holds no longer (作废).",
    "TERMINATED": "The parties ended what they had signed (解约).",
}
