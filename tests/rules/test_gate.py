"""The three steps of the gate, in order, and what a school may set."""

from dataclasses import replace

import pytest

from rules.errors import AgreementTypeMissing, ClassYearClosed, FeatureClosed, InvalidInput, NotSetUp
from rules.gate import (
    MODULE_OF,
    REPLY_DAYS,
    AgreementType,
    ClassYearState,
    Feature,
    Gate,
    check_class_year,
    check_gate,
    check_reply_days,
    check_set_up_allowed,
)
from rules.roles import Module

READY = Gate(
    feature=Feature.DESTINATION,
    class_year=2023,
    class_year_state=ClassYearState.OPEN,
    feature_open=True,
    agreement_type=AgreementType.TWO_PARTY,
    set_up=True,
)


def test_all_steps_done_open_the_gate() -> None:
    check_gate(READY)


def test_a_school_sets_up_before_its_own_step_is_done() -> None:
    check_set_up_allowed(replace(READY, set_up=False))


@pytest.mark.parametrize("state", [ClassYearState.CLOSED, None])
def test_a_class_year_that_is_closed_or_unknown_takes_nothing(state: ClassYearState | None) -> None:
    gate = replace(READY, class_year_state=state)
    for check in (check_class_year, check_set_up_allowed, check_gate):
        with pytest.raises(ClassYearClosed) as refusal:
            check(gate)
        assert refusal.value.year == 2023


@pytest.mark.parametrize("feature", Feature)
def test_without_the_province_a_school_can_neither_set_up_nor_use_a_feature(feature: Feature) -> None:
    gate = replace(READY, feature=feature, feature_open=False, set_up=False, agreement_type=None)
    for check in (check_set_up_allowed, check_gate):
        with pytest.raises(FeatureClosed) as refusal:
            check(gate)
        assert refusal.value.feature is feature


def test_agreements_need_a_type_before_the_set_up() -> None:
    with pytest.raises(AgreementTypeMissing):
        check_set_up_allowed(replace(READY, agreement_type=None, set_up=False))


@pytest.mark.parametrize("feature", [Feature.ARCHIVE, Feature.HUKOU])
def test_features_without_agreements_need_no_type(feature: Feature) -> None:
    check_gate(replace(READY, feature=feature, agreement_type=None))


@pytest.mark.parametrize("feature", Feature)
def test_without_the_school_the_gate_stays_shut(feature: Feature) -> None:
    with pytest.raises(NotSetUp):
        check_gate(replace(READY, feature=feature, set_up=False))


def test_every_feature_belongs_to_a_module_of_its_own() -> None:
    assert set(MODULE_OF) == set(Feature)
    assert sorted(MODULE_OF.values()) == sorted(Module)


@pytest.mark.parametrize("days", REPLY_DAYS)
def test_one_to_thirty_days_may_be_given_to_answer(days: int) -> None:
    check_reply_days(days)


@pytest.mark.parametrize("days", [-5, 0, 31, 365])
def test_fewer_or_more_days_are_refused_at_their_field(days: int) -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_reply_days(days)
    assert refusal.value.field == "replyDays"
    assert "1至30天" in str(refusal.value)
