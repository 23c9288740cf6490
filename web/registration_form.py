"""A confirmed destination as its registration form prints it (毕业去向登记信息表): out of what was reported of it, in words."""

from collections.abc import Mapping
from typing import Any, Final

from actions.registration_form import ConfirmedDestination
from documents.registration_form import RegisteredArchive, RegisteredHukou, RegistrationForm
from rules.codes import SEXES
from rules.destinations import CATEGORY_NAMES
from rules.gate_terms import Feature
from rules.labels import DEGREE_LABELS
from rules.transfer_terms import (
    DISPATCH_MODE_NAMES,
    DISPATCH_STATE_NAMES,
    MIGRATION_REASON_NAMES,
    MIGRATION_TYPE_NAMES,
    TRANSFER_TYPE_NAMES,
)

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
        archive=archive_of(confirmed),
        hukou=hukou_of(confirmed),
        qr=check_url.format(number=grant.number) if check_url else grant.number,
        mark="已失效" if confirmed.is_stale else None,
    )


def archive_of(confirmed: ConfirmedDestination) -> RegisteredArchive | None:
    """Return where the archive goes; None where the province has not opened its registration."""
    if Feature.ARCHIVE not in confirmed.opened:
        return None
    if confirmed.archive is None:
        return RegisteredArchive("未登记" if confirmed.graduate.archive_in_school else "无需转递")
    said = confirmed.archive.said
    dispatched = (word(DISPATCH_MODE_NAMES, said.get("dispatch_mode")), word(DISPATCH_STATE_NAMES, said.get("dispatch_state")))
    return RegisteredArchive(
        "审核通过",
        transfer_type=word(TRANSFER_TYPE_NAMES, said.get("transfer_type")),
        receiver=said.get("receiver_name"),
        address=said.get("receiver_address"),
        postcode=said.get("receiver_postcode"),
        contact=said.get("receiver_person"),
        phone=said.get("receiver_phone"),
        dispatch=" ".join(word for word in dispatched if word) or None,
        tracking_number=said.get("tracking_no"),
    )


def hukou_of(confirmed: ConfirmedDestination) -> RegisteredHukou | None:
    """Return where the household registration goes, as `archive_of` does for the archive."""
    if Feature.HUKOU not in confirmed.opened:
        return None
    if confirmed.hukou is None:
        return RegisteredHukou("未登记" if confirmed.graduate.hukou_in_school else "无需迁移")
    said = confirmed.hukou.said
    return RegisteredHukou(
        "审核通过",
        migration_type=word(MIGRATION_TYPE_NAMES, said.get("migration_type")),
        reason=word(MIGRATION_REASON_NAMES, said.get("migration_reason")),
        address=said.get("destination_address"),
        receiving_unit=said.get("receiving_unit"),
    )


def first(said: Mapping[str, Any], columns: tuple[str, ...]) -> str | None:
    """Return the first of some columns that says something."""
    return next((str(said[column]) for column in columns if said.get(column)), None)


def word(names: Mapping[Any, str], code: str | None) -> str | None:
    """Return what a code means; None where there is none."""
    return next((name for each, name in names.items() if each == code), None)
