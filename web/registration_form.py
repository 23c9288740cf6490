"""A confirmed destination as its registration form prints it (毕业去向登记信息表): out of what was reported of it, in words."""

from collections.abc import Mapping
from typing import Any, Final

from actions.registration_form import ConfirmedDestination
from documents.registration_form import RegistrationForm
from rules.codes import SEXES
from rules.destinations import CATEGORY_NAMES
from rules.labels import DEGREE_LABELS

UNIT: Final = ("employer_name", "admitted_school_name", "entity_name")
USCC: Final = ("employer_uscc", "entity_uscc")
POSITION: Final = ("position", "role", "occupation", "admitted_major")
PLACE: Final = ("work_address", "employer_address")
NUMBER: Final = ("number", "agreement_number")
"""Which reported columns the form prints in one place: of a category at most one of them says something."""


def form_of(confirmed: ConfirmedDestination, check_url: str | None) -> RegistrationForm:
    """Return the form. `check_url` is where its number is checked, with `{number}` in it; without one the QR code says the number alone."""
    graduate, confirmation, grant = confirmed.graduate, confirmed.confirmation, confirmed.grant
    said = confirmed.destination.said if confirmed.destination else {}
    return RegistrationForm(
        class_year=confirmation.class_year,
        name=graduate.name,
        sex=SEXES.get(graduate.sex_code or ""),
        id_number_masked=graduate.id_number_masked,
        student_number=graduate.student_number,
        school=confirmed.school.name,
        department=confirmed.department.name,
        major=graduate.major_name,
        degree=DEGREE_LABELS[graduate.degree_code],
        destination_code=confirmation.category,
        destination=CATEGORY_NAMES[confirmation.category],
        unit=first(said, UNIT),
        unit_uscc=first(said, USCC),
        position=first(said, POSITION),
        division=first(said, PLACE),
        agreement_number=first(said, NUMBER),
        confirmed_at=confirmation.created_at,
        transfer_number=confirmation.transfer_number,
        verification_number=grant.number,
        verification_expires_at=grant.expires_at,
        qr=check_url.format(number=grant.number) if check_url else grant.number,
        mark="已失效" if confirmed.is_stale else None,
    )


def first(said: Mapping[str, Any], columns: tuple[str, ...]) -> str | None:
    """Return the first of some columns that says something."""
    return next((str(said[column]) for column in columns if said.get(column)), None)
