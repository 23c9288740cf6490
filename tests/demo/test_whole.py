"""The demonstration shows every record in every state, and each has left behind what the acts would have left."""

from collections import Counter, defaultdict
from typing import Any, Final
from uuid import UUID

import orjson
import pytest

from demo.record_rows import (
    AuditRow,
    ConfirmationRow,
    DestinationSlotRow,
    RegistrationRow,
    SupplementRow,
    TerminationRow,
    VerificationGrantRow,
    VerificationLookRow,
)
from demo.reported_rows import LedgerEntryRow, ReportRow
from demo.rows import AgreementRow, EmployerRow, GraduateRow, Row
from demo.transfer_rows import ArchiveRecordRow, HukouRecordRow
from rules.acts import RecordKind
from rules.agreement import SLOT_AFTER, Status
from rules.confirmation import ConfirmationState, GrantState, LookKey, key_kind
from rules.gate_terms import Feature
from rules.ledger import LedgerState, camel
from rules.lives import LIVES
from rules.record_terms import RecordStatus
from rules.registration import CATEGORIES, SIGNED, held_as
from rules.registration_details import check_details
from rules.registration_fields import FIELDS, FORM_OF
from rules.reporting import REPORTED, Operation
from tests.demo.plan import MOMENT, of, records

TABLE_OF: Final[dict[RecordKind, type[Row]]] = {
    RecordKind.AGREEMENT: AgreementRow,
    RecordKind.SUPPLEMENT: SupplementRow,
    RecordKind.TERMINATION: TerminationRow,
    RecordKind.REGISTRATION: RegistrationRow,
    RecordKind.ARCHIVE: ArchiveRecordRow,
    RecordKind.HUKOU: HukouRecordRow,
}
NEVER: Final = {RecordKind.ARCHIVE: {"PENDING_DEPARTMENT", "SUPERSEDED"}, RecordKind.HUKOU: {"PENDING_DEPARTMENT", "SUPERSEDED"}}
"""No department reviews these, and nobody has changed what was approved."""
DESTINATIONS: Final = (RecordKind.AGREEMENT, RecordKind.SUPPLEMENT, RecordKind.REGISTRATION)


def slot_of(kind: RecordKind, record: Any) -> str | None:
    """Return how a record holds its graduate's destination, by the rules."""
    if kind is RecordKind.AGREEMENT:
        return SLOT_AFTER[record.status]
    return held_as(LIVES[kind].slot_after.get(record.status), getattr(record, "category", SIGNED))


def in_force(kind: RecordKind, record: Any) -> bool:
    """Return whether what a record says is what counts."""
    return record.status in ({Status.EFFECTIVE} if kind is RecordKind.AGREEMENT else LIVES[kind].in_force)


@pytest.mark.parametrize("kind", LIVES)
def test_every_state_of_every_kind_of_record_occurs(kind: RecordKind) -> None:
    statuses = {record.status for record in records(TABLE_OF[kind])}
    assert statuses == set(LIVES[kind].statuses) - NEVER.get(kind, set())


def test_all_fourteen_destinations_are_in_force_and_the_common_ones_in_the_order_of_the_published_cohorts() -> None:
    found = Counter(slot.category for slot in of(DestinationSlotRow) if slot.category is not None)
    assert set(found) == set(CATEGORIES)
    assert [category for category, _ in found.most_common(3)] == ["10", "80", "70"]
    assert 0.4 < found["10"] / found.total() < 0.6


def test_one_agreement_in_twenty_is_on_paper_and_a_few_in_a_hundred_were_to_be_ended() -> None:
    agreements = len(of(AgreementRow)) + len(of(SupplementRow))
    assert 0.03 < len(of(SupplementRow)) / agreements < 0.07
    assert 0.03 < len(of(TerminationRow)) / agreements < 0.1


def test_every_registration_says_what_its_form_asks_for() -> None:
    for row in of(RegistrationRow):
        values = {field.name: getattr(row, field.attribute) for field in FIELDS}
        check_details(row.category, values, proofs=0, has_proof=FORM_OF[row.category].proof is not None)


@pytest.mark.parametrize("kind", TABLE_OF)
def test_the_audit_tells_of_every_move_from_the_beginning_to_where_the_record_stands(kind: RecordKind) -> None:
    told: defaultdict[str, list[AuditRow]] = defaultdict(list)
    for entry in of(AuditRow):
        if entry.record_kind is kind:
            told[entry.record_id].append(entry)
    for record in records(TABLE_OF[kind]):
        entries = told.pop(str(record.id))
        moves = [entry for entry in entries if entry.action not in {"ARCHIVE_SEND", "ARCHIVE_RECEIVE", "ARCHIVE_RETURN"}]
        assert len(entries) == record.version
        assert moves[0].status_before is None
        assert [entry.status_after for entry in moves[:-1]] == [entry.status_before for entry in moves[1:]]
        assert moves[-1].status_after == record.status
        assert (entries[0].created_at, entries[-1].created_at) == (record.created_at, record.updated_at)
    assert told == {}


def test_what_is_in_force_was_reported_as_it_stands_and_what_no_longer_is_was_withdrawn() -> None:
    reports: defaultdict[UUID, list[ReportRow]] = defaultdict(list)
    for report in of(ReportRow):
        reports[report.record_id].append(report)
    credit_codes = {employer.id: employer.uscc for employer in of(EmployerRow)}
    for kind in (*DESTINATIONS, RecordKind.ARCHIVE, RecordKind.HUKOU):
        for record in records(TABLE_OF[kind]):
            told: Any = reports.pop(record.id, [])
            assert bool(told) == in_force(kind, record) or told[-1].operation is Operation.WITHDRAW
            if in_force(kind, record):
                said = orjson.loads(told[-1].payload)
                employer: str | None = credit_codes.get(getattr(record, "employer_id", None))  # type: ignore[arg-type]
                as_it_is = {column: getattr(record, column) for column in REPORTED[kind]}
                assert said == orjson.loads(orjson.dumps({**said, **as_it_is, **({"employer_uscc": employer} if employer else {})}))
                assert kind not in {RecordKind.AGREEMENT, RecordKind.SUPPLEMENT} or said["employer_uscc"]
    assert reports == {}


def test_reports_of_a_graduate_are_numbered_without_gaps_and_the_ledger_has_the_newest_of_each_subject() -> None:
    reports: defaultdict[UUID, list[ReportRow]] = defaultdict(list)
    for report in of(ReportRow):
        reports[report.graduate_id].append(report)
    entries = {(entry.graduate_id, entry.feature): entry for entry in of(LedgerEntryRow)}
    for graduate_id, told in reports.items():
        assert [report.seq for report in told] == list(range(1, len(told) + 1))
        for feature in {report.feature for report in told}:
            newest = [report for report in told if report.feature is feature][-1]
            entry = entries.pop((graduate_id, feature))
            assert entry.seq == newest.seq
            assert (entry.state is LedgerState.APPROVED) == (newest.operation is Operation.UPSERT)
            assert orjson.loads(entry.payload).items() >= {camel(name): said for name, said in orjson.loads(newest.payload).items()}.items()
    assert entries == {}


def test_a_graduate_has_one_destination_at_most_and_its_slot_says_which_and_what_is_beneath() -> None:
    holding: dict[Any, Any] = {
        (kind, record.id): record for kind in DESTINATIONS for record in records(TABLE_OF[kind]) if slot_of(kind, record)
    }
    slots = of(DestinationSlotRow)
    assert len({slot.graduate_id for slot in slots}) == len(slots)
    for slot in slots:
        kind = RecordKind(slot.holder_kind)
        record: Any = holding.pop((kind, slot.holder_id))
        assert (slot.graduate_id, slot.state) == (record.graduate_id, slot_of(kind, record))
        beneath: Any = holding.pop((RecordKind.REGISTRATION, slot.under_id)) if slot.under_id else None
        counts = beneath or (record if in_force(kind, record) else None)
        assert slot.category == (None if counts is None else getattr(counts, "category", SIGNED))
    assert holding == {}


def test_a_termination_is_approved_where_its_agreement_is_terminated_and_open_only_where_that_is_in_force() -> None:
    ended: dict[UUID | None, Any] = {row.id: row for row in (*records(AgreementRow), *records(SupplementRow))}
    terminated = {id_ for id_, row in ended.items() if row.status == "TERMINATED"}
    for row in of(TerminationRow):
        of_what = ended[row.agreement_id or row.supplement_id]
        assert (of_what.status == "TERMINATED") == (row.status is RecordStatus.APPROVED)
        assert (of_what.status == "VOIDED") == (row.status is RecordStatus.LAPSED)
        assert row.created_at >= of_what.created_at
    assert {row.agreement_id or row.supplement_id for row in of(TerminationRow) if row.status is RecordStatus.APPROVED} == terminated


def test_a_confirmation_holds_as_long_as_what_it_confirmed_and_its_numbers_die_with_it() -> None:
    of_graduate: defaultdict[UUID, list[ConfirmationRow]] = defaultdict(list)
    slots = {slot.graduate_id: slot for slot in of(DestinationSlotRow) if slot.category is not None}
    graduates = {graduate.id: graduate for graduate in of(GraduateRow)}
    approved = {archive.graduate_id for archive in of(ArchiveRecordRow) if archive.status is RecordStatus.APPROVED}
    for row in of(ConfirmationRow):
        of_graduate[row.graduate_id].append(row)
        assert graduates[row.graduate_id].confirmed_at is not None
        assert row.graduate_id in approved or not graduates[row.graduate_id].archive_in_school
        if row.state is ConfirmationState.CONFIRMED:
            slot = slots[row.graduate_id]
            assert row.holder_id == (slot.under_id or slot.holder_id)
    assert {state for rows in of_graduate.values() for state in [row.state for row in rows]} == set(ConfirmationState)
    assert all([row.state for row in rows].count(ConfirmationState.CONFIRMED) <= 1 for rows in of_graduate.values())
    confirmations = {row.id: row for row in of(ConfirmationRow)}
    for grant in of(VerificationGrantRow):
        over = confirmations[grant.confirmation_id].stale_at
        assert over is None or (grant.state, grant.revoked_at) == (GrantState.REVOKED, over)
        assert key_kind(grant.number) is LookKey.VERIFICATION
    grants = {grant.id: grant for grant in of(VerificationGrantRow)}
    looks = of(VerificationLookRow)
    assert looks
    assert all(grants[look.grant_id].created_at < look.created_at < grants[look.grant_id].expires_at for look in looks)
    assert {grant.expires_at > MOMENT for grant in grants.values()} == {True, False}


def test_an_archive_travels_under_the_number_that_its_graduates_confirmation_had_when_it_was_sent() -> None:
    sent = {row.graduate_id: row for row in of(ArchiveRecordRow) if row.sent_at is not None}
    numbers: dict[UUID, str] = {}
    for row in of(ConfirmationRow):
        archive = sent.get(row.graduate_id)
        if archive and archive.sent_at and row.created_at < archive.sent_at and (row.stale_at is None or row.stale_at > archive.sent_at):
            numbers[row.graduate_id] = row.transfer_number
    assert numbers
    assert {graduate_id: row.transfer_no for graduate_id, row in sent.items() if row.transfer_no} == numbers
    assert Feature.ARCHIVE in {report.feature for report in of(ReportRow)}
