"""Reports over a real socket to a receiver that does everything wrong: nothing is lost, nothing counts twice, and order is kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.relay import prune
from models import Graduate, RelayLease, Report, ReportAttempt
from rules.delivery import ATTEMPTS_KEPT, Outcome, Verdict
from rules.reporting import ReportState
from sync.receivers import HttpReceiver, is_signing_secret
from sync.relay import Relay, RelayTerms
from tests.actions.stage import Stage, another_graduation
from tests.patience import PATIENCE
from tests.sync.receiver import PATH, SECRET, Fault, FaultyReceiver
from tests.sync.reports import reported
from tests.world import NOW, VAULT

FAULTS = [fault for fault in Fault if fault is not Fault.REFUSES]
LONG = timedelta(hours=13)


@asynccontextmanager
async def relay_to(stage: Stage, receiver: FaultyReceiver, *, attempts: int = 100, seconds: float = 0.5) -> AsyncIterator[Relay]:
    sends = HttpReceiver(receiver.url, SECRET, seconds=seconds, vault=VAULT, clock=stage.clock)
    relay = Relay(stage.clock, sends, RelayTerms(seconds=seconds, concurrency=3, most_attempts=attempts), chance=lambda: 1.0)
    try:
        yield relay
    finally:
        await relay.stop()


async def sent_in_time(stage: Stage, relay: Relay, rounds: int = 60) -> None:
    """Let time pass, and the relay work, until nothing waits."""
    for _ in range(rounds):
        await relay.run_once()
        if not await Report.filter(state=ReportState.PENDING).exists():
            return
        stage.clock.advance(LONG)
    raise AssertionError("something waits for ever")


async def graduates(stage: Stage, number: int) -> list[Graduate]:
    return [await another_graduation(stage.world.graduate, n) for n in range(number)]


async def test_through_every_fault_and_a_death_of_the_receiver_all_arrives_once_in_order(stage: Stage, receiver: FaultyReceiver) -> None:
    people = await graduates(stage, 4)
    for seq in range(1, 5):
        for graduate in people:
            await reported(graduate, seq)
    receiver.faults = [*Fault.__members__.values()] * 2
    receiver.faults = [fault for fault in receiver.faults if fault is not Fault.REFUSES]
    Random(7).shuffle(receiver.faults)
    async with relay_to(stage, receiver) as relay:
        await relay.run_once()
        await receiver.kill()
        stage.clock.advance(LONG)
        await relay.run_once()
        assert await Report.filter(last_error__startswith="no answer: Connect").exists()
        await receiver.start()
        stage.clock.advance(LONG)
        await sent_in_time(stage, relay)
    assert all(receiver.numbers(graduate.exam_number) == [1, 2, 3, 4] for graduate in people)
    assert len({key for key, _ in receiver.arrivals}) == len({message for _, message in receiver.arrivals}) == 16
    assert len(receiver.arrivals) > 16, "something was sent twice, and counted once"
    assert receiver.paths == {PATH}, "a redirect was followed"
    assert await Report.filter(state=ReportState.ACKED, acked_at__not_isnull=True, last_error=None).count() == 16
    problems = set(await ReportAttempt.all().values_list("problem", flat=True))
    assert {None, "answered 500", "answered 503", "answered 307", "no answer within 0.5 s"} <= problems


async def test_what_is_refused_for_good_holds_back_that_graduate_alone(stage: Stage, receiver: FaultyReceiver) -> None:
    one, other = await graduates(stage, 2)
    first = await reported(one, 1)
    for graduate, seq in ((one, 2), (other, 1), (other, 2)):
        await reported(graduate, seq, created_at=NOW + timedelta(minutes=seq))
    receiver.faults = [Fault.REFUSES]
    async with relay_to(stage, receiver) as relay:
        # The other's are taken in the same rounds; which request is refused is decided by who comes first.
        await relay.run_once()
        stage.clock.advance(LONG)
        await relay.run_once()
    dead = await Report.get(state=ReportState.DEAD)
    assert (dead.attempts, dead.last_error, dead.seq) == (1, "answered 422", 1)
    assert dead.id in {first.id, (await Report.get(graduate_id=other.id, seq=1)).id}
    assert await Report.filter(state=ReportState.PENDING).values_list("graduate_id", "seq") == [(dead.graduate_id, 2)]
    assert await ReportAttempt.filter(report_id=dead.id).values_list("status", "problem") == [(422, "answered 422")]


async def test_a_report_is_given_up_after_so_many_attempts(stage: Stage, receiver: FaultyReceiver) -> None:
    report = await reported(stage.world.graduate)
    receiver.faults = [Fault.FAILS] * 3
    async with relay_to(stage, receiver, attempts=3) as relay:
        await sent_in_time(stage, relay)
    await report.refresh_from_db()
    assert (report.state, report.attempts, report.last_error) == (ReportState.DEAD, 3, "answered 500")


async def test_a_receiver_that_asks_for_patience_is_left_alone_by_all_reports(stage: Stage, receiver: FaultyReceiver) -> None:
    await reported(stage.world.graduate)
    receiver.faults = [Fault.BUSY]
    async with relay_to(stage, receiver) as relay:
        assert await relay.run_once() == 1
        await reported(stage.world.classmate)
        stage.clock.advance(timedelta(seconds=599))
        assert await relay.run_once() == 0
        stage.clock.advance(timedelta(seconds=1))
        assert await relay.run_once() == 2


async def test_where_nobody_answers_no_more_is_tried_than_one_batch_at_a_time(stage: Stage, receiver: FaultyReceiver) -> None:
    for graduate in await graduates(stage, 9):
        await reported(graduate)
    await receiver.kill()
    async with relay_to(stage, receiver) as relay:
        assert [await relay.run_once() for _ in range(3)] == [3, 0, 0]
        stage.clock.advance(timedelta(seconds=1))
        assert await relay.run_once() == 3
        assert (await RelayLease.get()).holder is None, "whoever rests lets others look"


async def test_of_two_relays_at_once_one_works(stage: Stage, receiver: FaultyReceiver) -> None:
    for graduate in await graduates(stage, 6):
        await reported(graduate)
    async with relay_to(stage, receiver) as one, relay_to(stage, receiver) as other:
        sent = await asyncio.gather(one.run_once(), other.run_once(), one.run_once(), other.run_once())
    assert sum(sent) == len(receiver.arrivals) == len(receiver.taken) == 6
    assert receiver.most_under_way <= 3


async def test_whoever_stops_waits_for_no_receiver_that_is_silent_and_lets_others_send(stage: Stage, receiver: FaultyReceiver) -> None:
    await reported(stage.world.graduate)
    receiver.faults = [Fault.SILENT]
    async with relay_to(stage, receiver, seconds=3600) as relay:
        sending = asyncio.create_task(relay.run_once())
        async with asyncio.timeout(PATIENCE):
            while not receiver.arrivals:  # noqa: ASYNC110 - another task hears it
                await asyncio.sleep(0.01)
            await relay.stop()
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    assert (await RelayLease.get()).holder is None
    async with relay_to(stage, receiver) as other:
        assert await other.run_once() == 1
    assert receiver.numbers(stage.world.graduate.exam_number) == [1]


async def test_who_was_killed_with_the_lease_is_followed_when_it_is_over(stage: Stage, receiver: FaultyReceiver) -> None:
    await reported(stage.world.graduate)
    await RelayLease.all().update(holder=stage.world.graduate.id, until=stage.clock.now() + timedelta(seconds=40))
    async with relay_to(stage, receiver) as relay:
        assert await relay.run_once() == 0
        stage.clock.advance(timedelta(seconds=40))
        assert await relay.run_once() == 1


async def test_attempts_are_removed_after_ninety_days_and_reports_are_not(stage: Stage, receiver: FaultyReceiver) -> None:
    await reported(stage.world.graduate)
    async with relay_to(stage, receiver) as relay:
        await relay.run_once()
    assert await prune(stage.clock.now() + ATTEMPTS_KEPT - timedelta(seconds=1)) == 0
    assert await prune(stage.clock.now() + ATTEMPTS_KEPT) == 1
    assert await Report.all().count() == 1


class Drawn:
    """A receiver whose answers were drawn beforehand, and that remembers what it took."""

    def __init__(self, verdicts: list[Verdict]) -> None:
        self.verdicts = verdicts
        self.taken: list[tuple[object, int]] = []

    async def deliver(self, report: Report) -> Outcome:
        verdict = self.verdicts.pop() if self.verdicts else Verdict.TAKEN
        if verdict is Verdict.TAKEN:
            self.taken.append((report.graduate_id, report.seq))
        return Outcome(verdict=verdict, problem=None if verdict is Verdict.TAKEN else "drawn")

    async def close(self) -> None:
        """There is nothing to let go of."""


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(verdicts=st.lists(st.sampled_from(Verdict), max_size=20), concurrency=st.integers(1, 3))
async def test_whatever_is_answered_each_graduates_reports_are_taken_in_order_without_gaps(
    stage: Stage, verdicts: list[Verdict], concurrency: int
) -> None:
    await ReportAttempt.all().delete()
    await Report.all().delete()
    for seq in (1, 2, 3):
        for graduate in (stage.world.graduate, stage.world.classmate):
            await reported(graduate, seq)
    receiver = Drawn(verdicts)
    relay = Relay(stage.clock, receiver, RelayTerms(concurrency=concurrency, most_attempts=4))
    for _ in range(12):
        await relay.run_once()
        stage.clock.advance(LONG)
    for graduate in (stage.world.graduate, stage.world.classmate):
        taken = [seq for key, seq in receiver.taken if key == graduate.id]
        assert taken == list(range(1, len(taken) + 1))
        states = [each.state for each in await Report.filter(graduate_id=graduate.id).order_by("seq")]
        dead = [ReportState.DEAD] if len(taken) < 3 else []
        assert states == ([ReportState.ACKED] * len(taken) + dead + [ReportState.PENDING] * 3)[:3]


@pytest.mark.parametrize("secret", ["", "secret", "whsec_", "whsec_!!!!", "whsec_c2hvcnQ=", "whsec_" + "A" * 200])
def test_a_secret_that_protects_nothing_is_none(secret: str) -> None:
    assert not is_signing_secret(secret)
    assert is_signing_secret(SECRET)
