"""Registrations of other destinations as graduates fill them, out of the examples of their fields, and rows of them."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from tortoise.transactions import in_transaction

from models import Graduate, Registration, SchoolSetup
from models.database import CONNECTION
from rules.acts import RecordKind
from rules.agreement_terms import ReviewLevel
from rules.counters import record_column
from rules.destinations import DESTINATION_OF
from rules.gate import Feature, ReviewLevels
from rules.record_terms import RecordStatus
from rules.registration import REGISTRATION, held_as
from rules.registration_details import Value
from rules.registration_fields import FIELD_OF, FORM_OF, Content, Use, use_of
from tests.slots import count_more, hold
from tests.world import NOW

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


EXPLAINED: Final = frozenset({"REJECTED", "VOID_PENDING_DEPARTMENT", "VOID_PENDING_SCHOOL", "VOIDED"})
COPIED: Final = ("school_id", "province_code", "department_id", "person_id", "class_year")


async def make_registration(
    graduate: Graduate, category: str, status: RecordStatus = RecordStatus.PENDING_DEPARTMENT, **columns: Any
) -> Registration:
    """Write one registration as the actions would have left it: its slot where its status has one, and counted."""
    setup = await SchoolSetup.get_or_none(school_id=graduate.school_id, class_year=graduate.class_year, feature=Feature.DESTINATION)
    levels = setup and (setup.registration_levels or setup.review_levels)
    said = {FIELD_OF[name].attribute: value for name, value in filled(category).items()}
    standing = {
        "rejected_by": ReviewLevel.SCHOOL if status is RecordStatus.REJECTED else None,
        "status_reason": "材料不全" if status in EXPLAINED else None,
        "review_levels": levels or ReviewLevels.DEPARTMENT_THEN_SCHOOL,
        "created_at": NOW,
    }
    async with in_transaction(CONNECTION):
        registration = await Registration.create(
            graduate_id=graduate.id,
            category=category,
            status=status,
            **{column: getattr(graduate, column) for column in COPIED},
            **{**said, **standing, **columns},
        )
        slot = held_as(REGISTRATION.slot_after.get(status), category)
        held = await hold(graduate, RecordKind.REGISTRATION, registration.id, slot, category)
        await count_more(graduate, {record_column(RecordKind.REGISTRATION, status): 1, **held})
    return registration
