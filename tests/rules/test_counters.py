"""Every record counts in exactly one column, and moves keep the sum."""

from hypothesis import given
from hypothesis import strategies as st

from models.statistics import SigningCounters
from rules.acts import RecordKind
from rules.agreement import STATUSES_OF, Initiator, Status
from rules.counters import (
    AGREEMENT_COLUMNS,
    COUNTER_COLUMNS,
    RECORD_COLUMNS,
    category_shift,
    counter_column,
    record_column,
    record_shift,
    shift,
)
from rules.lives import LIVES
from rules.record_terms import RecordStatus
from rules.registration import CATEGORIES

standing = st.sampled_from(Initiator).flatmap(lambda initiator: st.tuples(st.just(initiator), st.sampled_from(STATUSES_OF[initiator])))
record = st.sampled_from(list(LIVES.values())).flatmap(lambda life: st.tuples(st.just(life.kind), st.sampled_from(life.statuses)))
category = st.sampled_from((*CATEGORIES, None))


def test_the_columns_are_those_of_the_table() -> None:
    of_the_row = {"id", "school", "school_id", "province_code", "class_year", "version", "created_at", "updated_at"}
    assert set(SigningCounters._meta.fields_map) - of_the_row == {*COUNTER_COLUMNS, "graduates"}


def test_no_two_standings_share_a_column() -> None:
    assert len(COUNTER_COLUMNS) == len(set(COUNTER_COLUMNS))
    assert len(AGREEMENT_COLUMNS) == sum(len(statuses) for statuses in STATUSES_OF.values())
    assert len(RECORD_COLUMNS) == sum(len(life.statuses) for life in LIVES.values())


def test_a_column_is_named_by_flow_or_kind_and_status() -> None:
    assert counter_column(Initiator.EMPLOYER, Status.PENDING_GRADUATE) == "online_pending_graduate"
    assert counter_column(Initiator.GRADUATE, Status.EFFECTIVE) == "offline_effective"
    assert record_column(RecordKind.TERMINATION, RecordStatus.PENDING_SCHOOL) == "termination_pending_school"


@given(standing, st.data())
def test_a_move_takes_one_from_where_it_was_and_gives_one_to_where_it_is(start: tuple[Initiator, Status], data: st.DataObject) -> None:
    initiator, before = start
    after = data.draw(st.sampled_from(STATUSES_OF[initiator]))
    changes = shift(initiator, before, after)
    assert sum(changes.values()) == 0
    assert set(changes) <= set(COUNTER_COLUMNS)
    assert (changes == {}) is (before is after)


@given(record, st.data())
def test_so_does_a_move_of_a_reviewed_record(start: tuple[RecordKind, RecordStatus], data: st.DataObject) -> None:
    kind, before = start
    after = data.draw(st.sampled_from(LIVES[kind].statuses))
    changes = record_shift(kind, before, after)
    assert sum(changes.values()) == 0
    assert set(changes) <= set(COUNTER_COLUMNS)
    assert (changes == {}) is (before is after)


@given(standing)
def test_a_new_agreement_is_counted_once(start: tuple[Initiator, Status]) -> None:
    initiator, status = start
    assert shift(initiator, None, status) == {counter_column(initiator, status): 1}


@given(category, category)
def test_a_graduate_counts_in_the_category_of_its_destination_and_in_no_other(before: str | None, after: str | None) -> None:
    changes = category_shift(before, after)
    assert sum(changes.values()) == (after is not None) - (before is not None)
    assert set(changes) <= set(COUNTER_COLUMNS)
    assert (changes == {}) is (before == after)
