"""Archives and household registrations: what goes with what, how an archive travels, what is suggested, and how each is counted."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import ArchiveCounters, HukouCounters
from resolvers.archive import ArchiveEntryInput
from resolvers.hukou import HukouEntryInput
from rules.archive import (
    ARCHIVE_COLUMNS,
    ARCHIVE_USES,
    DISPATCHES,
    RECEIVER,
    ArchiveEntry,
    TextField,
    archive_problems,
    next_dispatch,
    suggested_transfer,
)
from rules.codes import EMPLOYER_NATURES
from rules.hukou import HUKOU_COLUMNS, HUKOU_USES, REASONS, hukou_problems, suggested_migration, suggested_reason
from rules.record_terms import RecordStatus
from rules.registration import CATEGORIES
from rules.registration_fields import Use
from rules.transfer import NEEDED, STATUSES, counted_in, transfer_shift
from rules.transfer_errors import DispatchNotAllowed
from rules.transfer_terms import DispatchMove, DispatchState, MigrationReason, MigrationType, TransferType
from schema.fields import graphql_name
from schema.transfer_forms import archive_form, hukou_form
from tests.transfers import ENTRY, MIGRATION


def test_the_columns_are_those_of_the_tables() -> None:
    of_the_row = {"id", "school", "school_id", "province_code", "class_year", "version", "created_at", "updated_at"}
    for model, columns in ((ArchiveCounters, ARCHIVE_COLUMNS), (HukouCounters, HUKOU_COLUMNS)):
        assert set(model._meta.fields_map) - of_the_row == set(columns)
        assert len(columns) == len(set(columns))


said = st.fixed_dictionaries(
    {
        "status": st.sampled_from(STATUSES),
        "is_change": st.booleans(),
        "transfer_type": st.sampled_from(TransferType),
        "dispatch_state": st.sampled_from(DispatchState),
    }
)


@given(said, said)
def test_a_record_is_counted_in_its_status_and_once_as_registered_and_a_move_keeps_the_sum(before: dict, after: dict) -> None:  # type: ignore[type-arg]
    columns = counted_in(after, "transfer_type")
    assert set(columns) <= set(ARCHIVE_COLUMNS) - {NEEDED}
    assert len([column for column in columns if column in {status.lower() for status in STATUSES}]) == 1
    counts = after["status"] is RecordStatus.APPROVED or (after["status"].startswith("PENDING") and not after["is_change"])
    assert ("registered" in columns) is counts
    shift = transfer_shift(counted_in(before, "transfer_type"), columns)
    assert sum(shift.get(status.lower(), 0) for status in STATUSES) == 0


def test_an_archive_travels_by_the_table_and_one_that_stays_never() -> None:
    for now in DispatchState:
        for move in DispatchMove:
            for type_ in TransferType:
                if (now, move) in DISPATCHES and type_ is not TransferType.KEEP_AT_SCHOOL:
                    assert next_dispatch(now, move, type_) is DISPATCHES[now, move]
                else:
                    with pytest.raises(DispatchNotAllowed):
                        next_dispatch(now, move, type_)


def test_a_form_that_is_right_has_no_problems() -> None:
    assert list(archive_problems(ENTRY, "花贞沈")) == []
    assert list(hukou_problems(MIGRATION)) == []


@pytest.mark.parametrize("field", RECEIVER, ids=lambda field: field.name)
def test_a_receiver_is_named_whole_unless_the_archive_stays_and_then_not_at_all(field: TextField) -> None:
    name, attribute = field.name, field.attribute
    nothing: dict[str, Any] = {attribute: None}
    problems = [each.field for each in archive_problems(replace(ENTRY, **nothing), "花贞沈")]
    assert problems == ([] if name == "receiverPostcode" else [name])
    kept = replace(ENTRY, transfer_type=TransferType.KEEP_AT_SCHOOL, dispatch_mode=None)
    assert name in [each.field for each in archive_problems(kept, "花贞沈")]


def test_no_graduate_receives_its_own_archive() -> None:
    assert [each.field for each in archive_problems(ENTRY, str(ENTRY.receiver_person))] == ["receiverPerson"]


@pytest.mark.parametrize("type_", MigrationType)
def test_a_registration_that_goes_to_somebody_names_whom_and_one_that_stays_nothing(type_: MigrationType) -> None:
    reason = MigrationReason.FURTHER_STUDY if type_ is MigrationType.TO_SCHOOL else MigrationReason.GRADUATION
    whole = replace(MIGRATION, migration_type=type_, migration_reason=reason)
    fields = [each.field for each in hukou_problems(whole)]
    match type_:
        case MigrationType.KEEP:
            assert fields == ["migrationReason", "destinationDivision", "destinationAddress", "receivingUnit"]
        case MigrationType.BACK_TO_ORIGIN | MigrationType.TO_OTHER:
            assert fields == ["receivingUnit"]
        case _:
            assert fields == []
            assert [each.field for each in hukou_problems(replace(whole, receiving_unit=None))] == ["receivingUnit"]


def test_who_goes_to_a_school_studies_on() -> None:
    to_school = replace(MIGRATION, migration_type=MigrationType.TO_SCHOOL)
    assert [each.field for each in hukou_problems(to_school)] == ["migrationReason"]


@pytest.mark.parametrize(
    ("category", "nature", "suggested"),
    [
        ("10", "10", TransferType.EMPLOYER),
        ("11", "31", TransferType.EMPLOYER),
        ("10", "39", TransferType.TALENT_AGENCY),
        ("11", "32", TransferType.TALENT_AGENCY),
        ("12", "31", TransferType.TALENT_AGENCY),
        ("75", None, TransferType.TALENT_AGENCY),
        ("80", None, TransferType.ADMITTED_SCHOOL),
        ("85", None, TransferType.ORIGIN),
        ("70", None, TransferType.ORIGIN),
        (None, None, TransferType.ORIGIN),
    ],
)
def test_an_archive_is_suggested_to_go_where_such_archives_go(category: str | None, nature: str | None, suggested: TransferType) -> None:
    assert suggested_transfer(category, nature) is suggested


def test_something_is_suggested_of_every_destination_and_keeping_it_of_none() -> None:
    for category in (*CATEGORIES, None):
        for nature in (*EMPLOYER_NATURES, None):
            assert suggested_transfer(category, nature) is not TransferType.KEEP_AT_SCHOOL
            assert suggested_migration(category, nature) is not MigrationType.KEEP
        assert (suggested_reason(category) is MigrationReason.FURTHER_STUDY) is (category == "80")


def given_and_left_out(uses: Mapping[str, Use], whole: Any) -> Iterator[tuple[str, Use, Any]]:
    """Yield each field of a form with its use, and the form with that field the other way round: left out, or filled in."""
    for name, use in uses.items():
        attribute = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
        value = None if use is not Use.FORBIDDEN else getattr(ENTRY if isinstance(whole, ArchiveEntry) else MIGRATION, attribute)
        yield name, use, replace(whole, **{attribute: value})


def least(uses: Mapping[str, Use], filled: Any) -> Any:
    """Return a form with what its type has a place for, and nothing else."""
    columns = {name: "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name) for name in uses}
    return replace(filled, **{columns[name]: None for name, use in uses.items() if use is Use.FORBIDDEN})


@pytest.mark.parametrize("type_", TransferType)
def test_the_form_of_an_archive_that_clients_draw_is_the_one_that_is_checked(type_: TransferType) -> None:
    whole = least(ARCHIVE_USES[type_], replace(ENTRY, transfer_type=type_))
    assert list(archive_problems(whole, "花贞沈")) == []
    for name, use, other in given_and_left_out(ARCHIVE_USES[type_], whole):
        assert [each.field for each in archive_problems(other, "花贞沈")] == ([] if use is Use.OPTIONAL else [name])
    drawn = next(each for each in archive_form(None).types if each.transfer_type is type_)
    assert {field.name: field.use for field in drawn.fields} == dict(ARCHIVE_USES[type_])


@pytest.mark.parametrize("type_", MigrationType)
def test_the_form_of_a_household_registration_that_clients_draw_is_the_one_that_is_checked(type_: MigrationType) -> None:
    reasons = REASONS.get(type_, ())
    filled = replace(MIGRATION, migration_type=type_, migration_reason=next(iter(reasons), MigrationReason.GRADUATION))
    whole = least(HUKOU_USES[type_], filled)
    assert list(hukou_problems(whole)) == []
    for name, use, other in given_and_left_out(HUKOU_USES[type_], whole):
        assert [each.field for each in hukou_problems(other)] == ([] if use is Use.OPTIONAL else [name])
    for reason in MigrationReason:
        taken = list(hukou_problems(replace(filled, migration_reason=reason, receiving_unit=whole.receiving_unit))) == []
        assert taken is (reason in reasons)
    drawn = next(each for each in hukou_form(None, None).types if each.migration_type is type_)
    assert {field.name: field.use for field in drawn.fields} == dict(HUKOU_USES[type_])
    assert [code.code for code in drawn.fields[0].codes or ()] == list(reasons)


def test_every_form_names_the_input_fields_that_it_is_sent_by() -> None:
    for of_input, uses in ((ArchiveEntryInput, ARCHIVE_USES), (HukouEntryInput, HUKOU_USES)):
        names = [graphql_name(field.name) for field in fields(of_input)]
        assert all(set(names[1:]) == set(of_type) for of_type in uses.values())
