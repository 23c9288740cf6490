"""The catalogue of refusals is complete, and every refusal speaks to the person it stops."""

import inspect
import pickle
import string

import pytest

from rules import errors
from rules.agreement_terms import Move, Status
from rules.errors import (
    AccountOfAnotherSchool,
    ActivationFailed,
    AgreementTypeInUse,
    AgreementTypeMissing,
    AlreadyActivated,
    ChangedMeanwhile,
    ClassYearClosed,
    Code,
    DeadlinePassed,
    DirectedGraduate,
    DuplicateInvitation,
    EmployerNotApproved,
    FeatureAlreadyOpen,
    FeatureClosed,
    GraduateInUse,
    InvalidInput,
    InviteeNotFound,
    LevelAboveOwn,
    LevelTooLow,
    LoginFailed,
    LoginTicketInvalid,
    MoveNotAllowed,
    NotBelow,
    NotFound,
    NothingToChange,
    NotSetUp,
    ReasonRequired,
    RuleError,
    SlotTaken,
    TooManyAttempts,
    UsccTaken,
    UsernameTaken,
)
from rules.gate_terms import Feature
from rules.roles import Module, Role

ONE_OF_EACH: tuple[RuleError, ...] = (
    NotFound(),
    MoveNotAllowed(Status.EXPIRED, Move.ACCEPT, Role.GRADUATE),
    ChangedMeanwhile(),
    SlotTaken(),
    DeadlinePassed(),
    FeatureClosed(Feature.ARCHIVE),
    FeatureAlreadyOpen(Feature.HUKOU),
    ClassYearClosed(2022),
    AgreementTypeMissing(),
    AgreementTypeInUse(),
    NotSetUp(),
    DuplicateInvitation(),
    InviteeNotFound(),
    EmployerNotApproved(),
    DirectedGraduate(),
    ReasonRequired(),
    InvalidInput("replyDays", "应约期限须为1至30天"),
    LevelTooLow(Module.ARCHIVE),
    LoginFailed(),
    NotBelow(),
    LevelAboveOwn(Module.HUKOU),
    UsernameTaken(),
    NothingToChange(),
    ActivationFailed(),
    TooManyAttempts(15),
    AlreadyActivated(),
    AccountOfAnotherSchool(),
    GraduateInUse(),
    UsccTaken(),
    LoginTicketInvalid(),
)

every_refusal = pytest.mark.parametrize("refusal", ONE_OF_EACH, ids=lambda refusal: type(refusal).__name__)


def test_every_code_belongs_to_exactly_one_class() -> None:
    classes = [
        member for _, member in inspect.getmembers(errors, inspect.isclass) if issubclass(member, RuleError) and member is not RuleError
    ]
    assert sorted(member.code for member in classes) == sorted(Code)
    assert {type(refusal) for refusal in ONE_OF_EACH} == set(classes)


@every_refusal
def test_every_class_says_what_it_means(refusal: RuleError) -> None:
    assert (vars(type(refusal))["__doc__"] or "").endswith(".")


@every_refusal
def test_every_message_is_chinese_and_says_what_to_do_next(refusal: RuleError) -> None:
    said = str(refusal)
    assert said.endswith("。")
    assert "请" in said or "无需" in said
    assert not set(said) & set(string.ascii_letters + "{}_")


@every_refusal
def test_a_refusal_survives_the_way_between_processes(refusal: RuleError) -> None:
    copy = pickle.loads(pickle.dumps(refusal))
    assert (type(copy), str(copy), copy.field) == (type(refusal), str(refusal), refusal.field)


def test_facts_are_attributes_and_terms_are_said_by_their_names() -> None:
    refusal = MoveNotAllowed(Status.PENDING_SCHOOL, Move.VOID, Role.DEPARTMENT)
    assert (refusal.now, refusal.move, refusal.role) == (Status.PENDING_SCHOOL, Move.VOID, Role.DEPARTMENT)
    assert str(refusal) == "当前状态为“待学校审核”，院系用户不能执行“作废”。请刷新后重试。"


def test_terms_spelled_alike_are_said_by_their_own_names() -> None:
    assert "档案信息登记" in str(FeatureClosed(Feature.ARCHIVE))
    assert "“档案信息”" in str(LevelTooLow(Module.ARCHIVE))


def test_the_field_to_correct_is_named_where_there_is_one() -> None:
    fields = {refusal.code: refusal.field for refusal in ONE_OF_EACH if refusal.field is not None}
    assert fields == {
        Code.CLASS_YEAR_CLOSED: "classYear",
        Code.REASON_REQUIRED: "reason",
        Code.INVALID_INPUT: "replyDays",
        Code.USERNAME_TAKEN: "username",
    }
