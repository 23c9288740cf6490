"""What the names of this schema stand for, as the reference has to know them."""

from typing import Final

from tests.reference.scopes import ANYBODY, STAFF
from tests.reference.vocabulary import Leads, Vocabulary

OTHERWISE: Final = '没有 "n\'one"%'

KINDS: Final = Vocabulary(
    tables={"Thing": "thing", "Note": "note", "Holder": "holder"},
    scopes={
        "Thing": {role: STAFF[role] for role in ("MINISTRY", "PROVINCE", "SCHOOL")},
        "Note": {**STAFF, "DEPARTMENT": {"school_id": "school_id"}},
        "Holder": ANYBODY,
    },
    default_orders={"Thing": ("NAME", "ASC"), "Note": ("NAME", "ASC"), "Holder": ("SINCE", "ASC")},
    kinds={
        "since": "day",
        "number": "number",
        "maybe_number": "number",
        "truth": "truth",
        "maybe_truth": "truth",
        "moment": "moment",
        "maybe_moment": "moment",
        "day": "day",
        "maybe_day": "day",
        "price": "decimal",
        "maybe_price": "decimal",
        "whole": "decimal",
        "data": "json",
        "maybe_data": "json",
    },
    nullable=frozenset({"since", "nickname", "secret", "maybe_number", "maybe_truth", "maybe_moment", "maybe_day", "maybe_price"}),
    keys={"Holder": "code"},
    columns={"Thing.nicknameOrNone": "nickname"},
    places={"price": 2, "maybe_price": 6, "whole": 0},
    digits={"price": 12, "maybe_price": 18, "whole": 5},
    words={
        "rank": {0: "LOW", 1: "MIDDLE", 2: "HIGH"},
        "maybe_rank": {0: "LOW", 1: "MIDDLE", 2: "HIGH"},
        "mood": {"g": "GLAD", "it's sad": "SAD"},
        "maybe_mood": {"g": "GLAD", "it's sad": "SAD"},
    },
    leads={
        "Thing.subject": Leads("kind", "key", {"thing": "Thing", "holder": "Holder", "note": "Note"}),
        "Note.about": Leads("about_kind", "about_id", {"thing": "Thing", "note": "Note", "other": "Note"}),
    },
    leaves={"Thing.nicknameOrNone": lambda row: OTHERWISE if row["nickname"] is None else row["nickname"]},
)
