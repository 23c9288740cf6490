"""The catalogue of refusals is complete, and every refusal speaks to the person it stops."""

import inspect
import pickle
import string

import pytest

from rules import (
    class_year_errors,
    confirmation_errors,
    dispute_errors,
    download_errors,
    employer_errors,
    errors,
    idempotency_errors,
    inbound_errors,
    login_errors,
    registration_errors,
    roster_errors,
    transfer_errors,
)
from rules.agreement_terms import Move, Status
from rules.class_year_errors import ClassYearAlreadyClosed, ClassYearAlreadyOpen
from rules.confirmation_errors import (
    ArchiveMissing,
    ChangesEnded,
    ConfirmationClosed,
    DestinationConfirmed,
    DestinationMissing,
    DestinationPending,
    GrantOver,
    NothingConfirmed,
    TooManyGrants,
    VerificationFailed,
)
from rules.dispute_errors import DisputeOver, DisputeUnderWay, NotDisputable
from rules.download import MOST_UNDER_WAY
from rules.download_errors import DownloadOver, DownloadsUnderWay
from rules.employer_errors import UsccTaken
from rules.errors import (
    AccountOfAnotherSchool,
    AgreementTypeInUse,
    AgreementTypeMissing,
    AlreadyActivated,
    AlreadyConfirmed,
    BasicsUnconfirmed,
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
    LockedBySync,
    MoveNotAllowed,
    NotBelow,
    NotFound,
    NothingToChange,
    NotSetUp,
    ReasonRequired,
    RuleError,
    SlotTaken,
    TerminationElsewhere,
    TerminationUnderWay,
    UsernameTaken,
)
from rules.gate_terms import Feature
from rules.idempotency_errors import IdempotencyKeyReused, ShownOnce
from rules.inbound_errors import ApprovedElsewhere, InterfaceAccount, SetUpHere, SourceVersionReused
from rules.login_errors import (
    ActivationFailed,
    Busy,
    LoginFailed,
    LoginTicketInvalid,
    SessionEnded,
    TokenReused,
    TooManyAttempts,
    WeakPassword,
    waiting_time,
)
from rules.registration_errors import CategoryNotAllowed
from rules.roles import Module, Role
from rules.roster_errors import ImportBeingWritten, ImportOver, ImportUnderWay
from rules.transfer_errors import ArchiveDispatched, ArchiveNotNeeded, DispatchNotAllowed, HukouNotNeeded, RecordUnderWay
from rules.transfer_terms import DispatchMove, DispatchState

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
    TerminationUnderWay(),
    TerminationElsewhere(),
    EmployerNotApproved(),
    BasicsUnconfirmed(),
    CategoryNotAllowed("自由职业"),
    AlreadyConfirmed(),
    DirectedGraduate(),
    ReasonRequired(),
    InvalidInput("replyDays", "应约期限须为1至30天"),
    LevelTooLow(Module.ARCHIVE),
    LoginFailed(),
    SessionEnded(),
    TokenReused(),
    TooManyAttempts(59),
    Busy(3),
    WeakPassword("不足8个字符"),
    NotBelow(),
    LevelAboveOwn(Module.HUKOU),
    UsernameTaken(),
    NothingToChange(),
    ActivationFailed(),
    AlreadyActivated(),
    AccountOfAnotherSchool(),
    GraduateInUse(),
    ImportUnderWay(),
    ImportOver(),
    DownloadsUnderWay(MOST_UNDER_WAY),
    DownloadOver(),
    ImportBeingWritten(),
    UsccTaken(),
    ApprovedElsewhere(),
    InterfaceAccount(),
    SetUpHere(Feature.DESTINATION),
    SourceVersionReused(),
    ArchiveDispatched(),
    ArchiveNotNeeded(),
    DispatchNotAllowed(DispatchState.SENT, DispatchMove.SEND),
    HukouNotNeeded(),
    RecordUnderWay(),
    LoginTicketInvalid(),
    IdempotencyKeyReused(),
    ShownOnce(),
    LockedBySync(),
    ClassYearAlreadyOpen(2023),
    ClassYearAlreadyClosed(2022),
    ChangesEnded(),
    DestinationMissing(),
    DestinationPending(),
    DestinationConfirmed(),
    ArchiveMissing(),
    ConfirmationClosed(),
    NothingConfirmed(),
    TooManyGrants(),
    GrantOver(),
    VerificationFailed(),
    DisputeUnderWay(),
    DisputeOver(),
    NotDisputable(),
)

every_refusal = pytest.mark.parametrize("refusal", ONE_OF_EACH, ids=lambda refusal: type(refusal).__name__)


def test_every_code_belongs_to_exactly_one_class() -> None:
    modules = (
        errors,
        login_errors,
        class_year_errors,
        confirmation_errors,
        dispute_errors,
        download_errors,
        employer_errors,
        idempotency_errors,
        inbound_errors,
        registration_errors,
        roster_errors,
        transfer_errors,
    )
    members = {member for module in modules for _, member in inspect.getmembers(module, inspect.isclass)}
    classes = [member for member in members if issubclass(member, RuleError) and member is not RuleError]
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
    assert copy.retry_after == refusal.retry_after


@pytest.mark.parametrize(("seconds", "said"), [(1, "1秒"), (59, "59秒"), (60, "1分钟"), (61, "2分钟"), (900, "15分钟")])
def test_a_wait_is_said_in_seconds_or_whole_minutes_and_never_too_short(seconds: int, said: str) -> None:
    assert waiting_time(seconds) == said
    assert said in str(TooManyAttempts(seconds))


def test_a_wait_that_is_over_while_it_is_computed_is_still_a_second() -> None:
    assert TooManyAttempts(0).retry_after == TooManyAttempts(-5).retry_after == 1


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
        Code.CLASS_YEAR_ALREADY_OPEN: "year",
        Code.CLASS_YEAR_ALREADY_CLOSED: "year",
        Code.REASON_REQUIRED: "reason",
        Code.INVALID_INPUT: "replyDays",
        Code.WEAK_PASSWORD: "newPassword",
        Code.USERNAME_TAKEN: "username",
        Code.IDEMPOTENCY_KEY_REUSED: "idempotencyKey",
        Code.CATEGORY_NOT_ALLOWED: "category",
        Code.NOT_DISPUTABLE: "about",
        Code.SOURCE_VERSION_REUSED: "sourceVersion",
    }
