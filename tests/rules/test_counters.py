"""Every agreement counts in exactly one column, and moves keep the sum."""

from hypothesis import given
from hypothesis import strategies as st

from models.statistics import SigningCounters
from rules.agreement import STATUSES_OF, Initiator, Status
from rules.counters import COUNTER_COLUMNS, counter_column, shift

standing = st.sampled_from(Initiator).flatmap(lambda initiator: st.tuples(st.just(initiator), st.sampled_from(STATUSES_OF[initiator])))


def test_the_columns_are_those_of_the_table() -> None:
    counted = {column for column in SigningCounters._meta.fields_map if column.startswith(("online_", "offline_"))}
    assert counted == set(COUNTER_COLUMNS)


def test_no_two_standings_share_a_column() -> None:
    assert len(COUNTER_COLUMNS) == len(set(COUNTER_COLUMNS)) == sum(len(statuses) for statuses in STATUSES_OF.values())


def test_a_column_is_named_by_flow_and_status() -> None:
    assert counter_column(Initiator.EMPLOYER, Status.PENDING_GRADUATE) == "online_pending_graduate"
    assert counter_column(Initiator.GRADUATE, Status.EFFECTIVE) == "offline_effective"


@given(standing, st.data())
def test_a_move_takes_one_from_where_it_was_and_gives_one_to_where_it_is(start: tuple[Initiator, Status], data: st.DataObject) -> None:
    initiator, before = start
    after = data.draw(st.sampled_from(STATUSES_OF[initiator]))
    changes = shift(initiator, before, after)
    assert sum(changes.values()) == 0
    assert set(changes) <= set(COUNTER_COLUMNS)
    assert (changes == {}) is (before is after)


@given(standing)
def test_a_new_agreement_is_counted_once(start: tuple[Initiator, Status]) -> None:
    initiator, status = start
    assert shift(initiator, None, status) == {counter_column(initiator, status): 1}
