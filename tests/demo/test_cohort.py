"""The invented cohort is valid, unique, complete, consistent, and the same for the same seed."""

import re
from collections import Counter, defaultdict
from itertools import islice, pairwise
from typing import Final
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo import mixes
from demo.cohort import allot
from demo.dossier import Actors, Dossier, Holding
from demo.employers import EMPLOYER_NAMES, MOST_INVENTED, employer_name, fake_uscc, invented_employer_rows, named_employer_rows
from demo.endings import termination
from demo.ids import named_id, serial_id
from demo.mixes import PLANS, STANDINGS
from demo.people import BIRTHS, invented_id_numbers
from demo.rows import AgreementRow, EmployerRow, GraduateRow, PersonRow, ReviewRow, Row
from demo.schools import read_schools
from demo.signing import STANDINGS as ALL_STANDINGS
from demo.signing import Terms, at_one_level, offline, online
from demo.stream import FEWEST_GRADUATES, STORIES, demo_rows
from rules.acts import RecordKind
from rules.agreement import REJECTED_BY, STATUSES_OF, TRANSITIONS, Initiator, ReviewLevel, SlotState, Status, next_status
from rules.agreement_number import BEARS_NUMBER, NUMBER_PATTERN, agreement_number
from rules.codes import DEGREES, DIRECTED_MODES, TRAINING_MODES
from rules.gate import AgreementType, ReviewLevels
from rules.identity import check_id_number
from rules.registration import CATEGORIES
from rules.uscc import check_uscc
from tests.demo.plan import GRADUATES, MOMENT, of, plan, rows
from tests.world import VAULT

BEIJING_UNIVERSITY: Final = named_id("school", "10001")


def comparable(row: Row) -> Row:
    """Return the row without what may never repeat: sealing a number twice gives two texts."""
    return row._replace(identity_cipher=b"") if isinstance(row, PersonRow) else row


def test_the_same_seed_gives_the_same_rows() -> None:
    made, again = ([comparable(row) for row in demo_rows(plan(graduates=300))] for _ in range(2))
    assert made == again


def test_another_seed_gives_other_rows() -> None:
    made, other = ([comparable(row) for row in demo_rows(plan(graduates=300, seed=seed))] for seed in (1, 2))
    assert made != other


def test_keys_ascend_within_a_series_and_never_meet_another_series() -> None:
    keys = [serial_id(series, ordinal) for series in (1, 2, 4095) for ordinal in (0, 1, 2**62 - 1)]
    assert keys == sorted(set(keys))
    assert all(key.version == 7 and key.variant == "specified in RFC 4122" for key in keys)


def test_each_agreement_of_a_graduate_may_have_a_termination_of_its_own() -> None:
    agreement = next(each for each in of(AgreementRow) if (each.initiator, each.status) == (Initiator.GRADUATE, Status.EFFECTIVE))
    dossier = Dossier(of(GraduateRow)[0], Actors(UUID(int=1), "10001", "RR"), lambda _, nth: UUID(int=nth))
    holding = Holding(RecordKind.AGREEMENT, agreement.id, "10", SlotState.HELD, came_at=MOMENT)
    terms = Terms(AgreementType.TWO_PARTY, ReviewLevels.DEPARTMENT_THEN_SCHOOL, 5)
    made = [termination(agreement, "D+ S+", Initiator.GRADUATE, dossier, terms, holding) for _ in range(2)]
    assert len({each.id for each in made}) == 2


@pytest.mark.parametrize("degree_code", BIRTHS)
def test_invented_identity_numbers_are_valid_unique_and_name_a_whole_province(degree_code: str) -> None:
    numbers = list(islice(invented_id_numbers(degree_code), 20_000))
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        check_id_number(number, today=MOMENT.date())
        assert number[2:6] == "0000"


def test_no_two_degrees_can_share_a_birthday() -> None:
    spans = sorted((birth.toordinal(), birth.toordinal() + days) for birth, days in BIRTHS.values())
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))


def test_every_person_has_a_number_of_its_own_that_opens_to_what_lists_mask() -> None:
    people = of(PersonRow)
    assert len({person.identity_index for person in people}) == len(people) == GRADUATES
    for person in people[:: len(people) // 50]:
        number = VAULT.open(person.identity_cipher)
        check_id_number(number, today=MOMENT.date())
        assert VAULT.index(number) == person.identity_index
        assert (number[:6], number[-4:]) == (person.id_number_masked[:6], person.id_number_masked[-4:])


def test_every_employers_credit_code_is_valid_unique_and_says_that_it_is_fake() -> None:
    employers = [*named_employer_rows(MOMENT), *invented_employer_rows(MOST_INVENTED, MOMENT)]
    assert len({employer.uscc for employer in employers}) == len(employers)
    for employer in employers:
        check_uscc(employer.uscc)
        assert employer.uscc[8:12] == "FAKE"
        assert employer.uscc[2:4] == employer.province_code
    assert [fake_uscc("11", serial) for serial in (1, 2, 3)] == ["91110000FAKE00013H", "91110000FAKE00021C", "91110000FAKE0003X4"]


def test_employers_have_as_many_names_as_is_said() -> None:
    assert len({employer_name(number) for number in range(EMPLOYER_NAMES)}) == EMPLOYER_NAMES


def test_every_number_is_of_its_agreement_and_given_once() -> None:
    numbered = [agreement for agreement in of(AgreementRow) if agreement.number]
    assert len({agreement.number for agreement in numbered}) == len(numbered)
    graduates = {graduate.id: graduate for graduate in of(GraduateRow)}
    codes = {school.id: school.code for school in read_schools()}
    for row in numbered:
        assert re.fullmatch(NUMBER_PATTERN, row.number or "")
        degree_code = graduates[row.graduate_id].degree_code
        assert row.number == agreement_number(row.class_year, row.initiator, codes[row.school_id], degree_code, (row.number or "")[-8:])


def test_an_agreement_bears_a_number_exactly_where_the_rules_give_it_one() -> None:
    for agreement in of(AgreementRow):
        assert (agreement.number is not None) == (agreement.status in BEARS_NUMBER[agreement.initiator])


def test_the_courses_know_every_state_of_both_flows() -> None:
    known = {(standing.initiator, standing.status) for standing in ALL_STANDINGS}
    assert known == {(initiator, status) for initiator, statuses in STATUSES_OF.items() for status in statuses}


@pytest.mark.parametrize("only_in_beijing_university", [False, True])
def test_every_state_of_both_flows_occurs(only_in_beijing_university: bool) -> None:
    occurring = {
        (agreement.initiator, agreement.status, agreement.rejected_by)
        for agreement in of(AgreementRow)
        if not only_in_beijing_university or agreement.school_id == BEIJING_UNIVERSITY
    }
    assert occurring == {(standing.initiator, standing.status, standing.rejected_by) for standing in ALL_STANDINGS}


def online_courses(levels: ReviewLevels) -> dict[tuple[Status, ReviewLevel | None], int]:
    """Return where an invitation can come by the rules' own table, and in how many moves."""
    moves_to: dict[tuple[Status, ReviewLevel | None], int] = {(Status.PENDING_GRADUATE, None): 0}
    waiting = [Status.PENDING_GRADUATE]
    while waiting:
        now = waiting.pop()
        for initiator, before, move, role in TRANSITIONS:
            if (initiator, before) == (Initiator.EMPLOYER, now):
                after = next_status(initiator, now, move, role, levels=levels)
                moves_to[after, REJECTED_BY.get((now, move))] = moves_to[now, None] + 1
                waiting.append(after)
    return moves_to


def test_online_agreements_took_the_moves_that_the_rules_allow() -> None:
    moves_to = {levels: online_courses(levels) for levels in ReviewLevels}
    for agreement in of(AgreementRow):
        if agreement.initiator is Initiator.EMPLOYER and agreement.status is not Status.TERMINATED:
            assert agreement.version == 1 + moves_to[agreement.review_levels][agreement.status, agreement.rejected_by]


def test_a_school_without_department_review_has_nothing_that_waits_for_a_department() -> None:
    for standing in ALL_STANDINGS:
        assert "DEPARTMENT" not in at_one_level(standing).status
        assert at_one_level(standing).rejected_by in {None, ReviewLevel.SCHOOL}
    assert at_one_level(online(Status.PENDING_DEPARTMENT)) == online(Status.PENDING_SCHOOL)
    assert at_one_level(offline(Status.SIGN_REJECTED, ReviewLevel.DEPARTMENT)) == offline(Status.SIGN_REJECTED, ReviewLevel.SCHOOL)


def test_reviews_lead_to_where_the_agreement_stands() -> None:
    reviews_of: defaultdict[UUID, list[ReviewRow]] = defaultdict(list)
    for review in of(ReviewRow):
        reviews_of[review.agreement_id].append(review)
    for agreement in of(AgreementRow):
        reviews = reviews_of[agreement.id]
        moments = [agreement.created_at, *(review.created_at for review in reviews), MOMENT]
        assert moments == sorted(moments)
        failed_by = [review.level for review in reviews if not review.is_passed]
        assert failed_by == ([agreement.rejected_by] if agreement.rejected_by else [])
        assert agreement.review_levels is ReviewLevels.DEPARTMENT_THEN_SCHOOL or all(
            review.level is ReviewLevel.SCHOOL for review in reviews
        )


def test_no_employer_has_two_live_invitations_of_one_graduate() -> None:
    live = Counter((row.graduate_id, row.employer_id) for row in of(AgreementRow) if row.status is Status.PENDING_GRADUATE)
    assert set(live.values()) == {1}


def test_what_waits_has_its_deadline_ahead_and_what_is_expired_has_it_behind() -> None:
    for agreement in of(AgreementRow):
        if agreement.status is Status.PENDING_GRADUATE:
            assert agreement.reply_deadline is not None
            assert agreement.reply_deadline > MOMENT
        if agreement.status is Status.EXPIRED:
            assert agreement.reply_deadline is not None
            assert agreement.updated_at == agreement.reply_deadline <= MOMENT


def test_nothing_happened_after_the_moment_of_the_demonstration() -> None:
    assert max(row.updated_at for row in rows()) <= MOMENT


def test_directed_graduates_sign_nothing() -> None:
    directed = {graduate.id for graduate in of(GraduateRow) if graduate.training_mode in DIRECTED_MODES}
    assert directed
    assert not directed & {agreement.graduate_id for agreement in of(AgreementRow)}


def test_codes_are_of_the_national_tables() -> None:
    assert {graduate.degree_code for graduate in of(GraduateRow)} == set(BIRTHS) <= set(DEGREES)
    assert {graduate.training_mode for graduate in of(GraduateRow)} <= set(TRAINING_MODES)


def test_only_approved_employers_have_agreements() -> None:
    status_of = {employer.id: employer.status for employer in of(EmployerRow)}
    assert {status_of[agreement.employer_id] for agreement in of(AgreementRow) if agreement.employer_id} == {"APPROVED"}


def test_the_figures_ten_rows_are_the_latest_of_the_province() -> None:
    latest = sorted(of(AgreementRow), key=lambda agreement: agreement.created_at, reverse=True)
    assert [agreement.id for agreement in latest[:10]] == [named_id("agreement", f"figure6/{row}") for row in range(1, 11)]


def test_the_tables_of_weights_are_percents() -> None:
    ends = (mixes.REGISTRATIONS, mixes.SUPPLEMENTS, mixes.ENDINGS_ONLINE, mixes.ENDINGS_ON_PAPER, mixes.HAS_BEGUN)
    for shares in (PLANS, *ends, *(shares for shares in STANDINGS.values() if len(shares) > 1)):
        assert sum(weight for weight, _ in shares) == 100


def test_the_tables_of_aims_are_of_a_thousand() -> None:
    for aims in (mixes.ACADEMIC_AIMS, mixes.VOCATIONAL_AIMS):
        assert sum(weight for weight, _ in aims) == 1000
        assert {code for _, code in aims} <= set(CATEGORIES)


@given(graduates=st.integers(0, 2_000_000))
def test_every_graduate_is_allotted_to_one_school(graduates: int) -> None:
    schools = read_schools()
    allotted = allot(graduates, schools)
    assert len(allotted) == len(schools)
    assert sum(allotted) == graduates
    assert min(allotted) >= 0


@pytest.mark.parametrize("graduates", [FEWEST_GRADUATES, FEWEST_GRADUATES + 1, 100])
def test_a_roster_has_the_number_asked_for_however_small(graduates: int) -> None:
    assert sum(isinstance(row, GraduateRow) for row in demo_rows(plan(graduates=graduates))) == graduates
    assert sum(len(story.graduates) for story in STORIES) == FEWEST_GRADUATES
