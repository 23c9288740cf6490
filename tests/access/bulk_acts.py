"""The bulk reviews, as they would be done on the stage and as a rule refuses them, out of the reviews of one record."""

from collections.abc import Iterable, Iterator
from typing import Final

from tests.access.destination_acts import Tried

LISTS: Final = {
    "reviewAgreement": ("agreements", "agreement"),
    "reviewSupplement": ("supplements", "supplement"),
    "reviewTermination": ("terminations", "termination"),
    "reviewRegistration": ("registrations", "registration"),
    "reviewArchive": ("archives", "record"),
    "reviewHukou": ("hukous", "record"),
}
"""Review of one record -> what the bulk review of such records (one more `s`) is given, and what each result of it has."""
BULKS: Final = {
    f"{name}s": f"{name}s(input: $input) {{ results {{ id {of_one} {{ id status }} userErrors {{ code }} }} userErrors {{ code }} }}"
    for name, (_, of_one) in LISTS.items()
}
"""Mutation -> the field of its document."""


def bulk_acts(single: Iterable[Tried]) -> Iterator[Tried]:
    """Yield the bulk review of the record that each review would be done on; nothing at all cannot be reviewed."""
    for name, doable, _, _ in single:
        if name in LISTS:
            given, _ = LISTS[name]
            seen = {"id": doable["id"], "version": doable["version"]}
            bulk = {given: [seen], "decision": "PASS"}
            yield (f"{name}s", bulk, bulk | {given: []}, frozenset({"INVALID_INPUT"}))
