"""Registrations of other destinations as graduates fill them, out of the examples of their fields, and rows of them."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from rules.destinations import DESTINATION_OF
from rules.registration_details import Value
from rules.registration_fields import FIELD_OF, FORM_OF, Content, Use, use_of

DEGREE_OF: Final = {"POSTGRADUATE": "11", "SECOND_BACHELOR": "25", "TOP_UP": "31"}


def example(category: str, name: str, subtype: str | None = None) -> Value:
    """Return what may stand in a field of a category."""
    field = FIELD_OF[name]
    if name == "subtype":
        return subtype or next(iter(DESTINATION_OF[category].subtypes), str(field.example))
    if name == "admittedDegree":
        return DEGREE_OF.get(subtype or "", "11")
    return date.fromisoformat(str(field.example)) if field.content is Content.DAY else field.example


def filled(category: str, subtype: str | None = None, also: Collection[str] = (), **given: Value) -> dict[str, Value]:
    """Return the least that a form takes, and of the rest what is named in `also`, where the form takes it beside the others."""
    form = FORM_OF[category]
    chosen = subtype or next(iter(DESTINATION_OF[category].subtypes), None)
    values: dict[str, Value] = dict(given)
    # What a field asks for may hang on one behind it, so the form is gone through until it stays.
    for _ in range(3):
        for asked in form.asked:
            use = use_of(asked, values)
            if use is Use.FORBIDDEN:
                values.pop(asked.name, None)
            elif use is Use.REQUIRED or asked.name in also:
                values.setdefault(asked.name, example(category, asked.name, chosen))
    return values


def as_details(category: str, proofs: Collection[str] = (), **more: Any) -> dict[str, Any]:
    """Return a form as GraphQL variables."""
    values = {name: value.isoformat() if isinstance(value, date) else value for name, value in filled(category, **more).items()}
    return {"category": category, **values, "proofs": list(proofs)}
