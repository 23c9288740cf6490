"""Every mutation as it would be done on the stage, and as a rule refuses it."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from models import Agreement
from rules.roles import Role
from tests.access.bulk_acts import BULKS, bulk_acts
from tests.access.destination_acts import Tried
from tests.access.details import CONTACT, DETAILS
from tests.access.dispute_acts import CLAIMS, dispute_acts
from tests.access.ending_acts import DESTINATIONS, ENDINGS, destination_acts, ending_acts
from tests.access.rows import NEXT_YEAR
from tests.access.stage import Stage
from tests.access.transfer_acts import TRANSFERS, transfer_acts
from tests.rosters import ROW, as_input

NOBODY: Final = UUID(int=1)
TOKENS: Final = "accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt"
ONLINE: Final = ("inviteGraduate", "withdrawInvitation", "acceptInvitation", "rejectInvitation", "reviewAgreement", "voidAgreement")
OFFLINE: Final = ("applyForAgreement", "resubmitAgreement", "uploadScan", "cancelAgreement")
ACTS: Final = {
    **BULKS,
    "login": f"login(input: $input) {{ {TOKENS} deviceToken viewer {{ account }} userErrors {{ code }} }}",
    "refreshSession": f"refreshSession(input: $input) {{ {TOKENS} userErrors {{ code }} }}",
    "logout": "logout { session { id isCurrent endReason } userErrors { code } }",
    "endSession": "endSession(input: $input) { session { id endReason } userErrors { code } }",
    "endOtherSessions": "endOtherSessions { ended userErrors { code } }",
    "changePassword": f"changePassword(input: $input) {{ {TOKENS} userErrors {{ code }} }}",
    "redeemLoginTicket": f"redeemLoginTicket(input: $input) {{ {TOKENS} userErrors {{ code }} }}",
    "activateAccount": "activateAccount(input: $input) { account userErrors { code } }",
    **{
        name: f"{name}(input: $input) {{ account {{ id }} activationCode codeExpiresAt userErrors {{ code }} }}"
        for name in ("createProvinceAccount", "createSchoolAccount", "createDepartmentAccount", "resetPassword")
    },
    **{
        name: f"{name}(input: $input) {{ account {{ id version }} userErrors {{ code }} }}"
        for name in ("renameAccount", "setAccountLevels", "setSourceSystem", "enableAccount", "disableAccount")
    },
    "enrolGraduates": "enrolGraduates(input: $input) { graduates userErrors { code } }",
    "correctGraduate": "correctGraduate(input: $input) { graduate { id version } userErrors { code } }",
    "confirmBasicData": "confirmBasicData(input: $input) { graduate { id version } userErrors { code } }",
    **{
        name: f"{name}(input: $input) {{ rosterImport {{ id state }} userErrors {{ code }} }}"
        for name in ("importRoster", "cancelRosterImport")
    },
    **{
        name: f"{name}(input: $input) {{ download {{ id state }} userErrors {{ code }} }}" for name in ("requestDownload", "cancelDownload")
    },
    "removeGraduate": "removeGraduate(input: $input) { removed userErrors { code } }",
    **{
        name: f"{name}(input: $input) {{ codes {{ graduate account code expiresAt }} userErrors {{ code field }} }}"
        for name in ("issueActivationCodes", "resetGraduatePassword")
    },
    "registerEmployer": "registerEmployer(input: $input) { account userErrors { code } }",
    **{
        name: f"{name}(input: $input) {{ registration {{ id status }} userErrors {{ code }} }}"
        for name in ("submitEmployer", "updateEmployer", "reviewEmployer", "disableEmployer", "enableEmployer")
    },
    **{name: f"{name}(input: $input) {{ registration {{ id status }} userErrors {{ code }} }}" for name in DESTINATIONS},
    **{name: f"{name}(input: $input) {{ {record} {{ id status }} userErrors {{ code }} }}" for name, record in ENDINGS.items()},
    **{name: f"{name}(input: $input) {{ {record} {{ id state }} userErrors {{ code }} }}" for name, record in CLAIMS.items()},
    "verifyDestination": "verifyDestination(input: $input) { verified { name sections { title } } userErrors { code } }",
    "openFeature": "openFeature(input: $input) { featureSwitch { id } userErrors { code } }",
    "setAgreementTypes": "setAgreementTypes(input: $input) { changed userErrors { code } }",
    **TRANSFERS,
    "setUpSchool": "setUpSchool(input: $input) { setup { id } userErrors { code } }",
    "importApprovedRecords": "importApprovedRecords(input: $input) { results { sourceId outcome } userErrors { code } }",
    "updateLedgerEntry": "updateLedgerEntry(input: $input) { entry userErrors { code } }",
    "copyAgreementTypes": "copyAgreementTypes(input: $input) { copied userErrors { code } }",
    "takeStatisticsSnapshot": "takeStatisticsSnapshot(input: $input) { snapshots { id } userErrors { code } }",
    "copySetups": "copySetups(input: $input) { setups { id } userErrors { code } }",
    **{
        name: f"{name}(input: $input) {{ classYear {{ id state openWork(first: 9) {{ totalCount }} }} userErrors {{ code }} }}"
        for name in ("openClassYear", "closeClassYear", "reopenClassYear", "setChangesUntil")
    },
    "revealIdentityNumber": "revealIdentityNumber(input: $input) { idNumber userErrors { code } }",
    **{
        name: f"{name}(input: $input) {{ agreement {{ id status }} userErrors {{ code }} }}"
        for name in (
            "inviteGraduate",
            "withdrawInvitation",
            "acceptInvitation",
            "rejectInvitation",
            "reviewAgreement",
            "voidAgreement",
            *OFFLINE,
        )
    },
}
PUBLIC: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "registerEmployer": ({"uscc": "x", "details": DETAILS, "username": "new_employer", "password": "long enough"}, "INVALID_INPUT"),
    "login": ({"account": "ministry", "password": "x"}, "LOGIN_FAILED"),
    "verifyDestination": ({"name": "花贞沈", "number": "x", "lookedBy": "测试派出所"}, "VERIFICATION_FAILED"),
    "refreshSession": ({"refreshToken": "x"}, "SESSION_ENDED"),
    "redeemLoginTicket": ({"ticket": "x", "verifier": "y"}, "LOGIN_TICKET_INVALID"),
    "activateAccount": ({"account": "ministry", "activationCode": "x", "newPassword": "long enough"}, "ACTIVATION_FAILED"),
}
"""Mutations for anybody, also without an account: what is refused, and how."""
INPUTS: Final = {
    "disableEmployer": "ExplainedEmployerInput",
    "enableEmployer": "ExplainedEmployerInput",
    "closeClassYear": "ExplainedClassYearInput",
    "reopenClassYear": "ExplainedClassYearInput",
    "enableAccount": "ExplainedAccountInput",
    "disableAccount": "ExplainedAccountInput",
    "resetPassword": "ExplainedAccountInput",
    "withdrawInvitation": "AgreementInput",
    "acceptInvitation": "AcceptInvitationInput",
    "cancelArchive": "ArchiveRecordInput",
    "receiveArchive": "ArchiveRecordInput",
    "cancelHukou": "HukouRecordInput",
    "keepRegistration": "RegistrationInput",
    "agreeToTermination": "TerminationInput",
    "withdrawTermination": "TerminationInput",
    "requestRegistrationVoid": "ExplainedRegistrationInput",
    "voidRegistration": "ExplainedRegistrationInput",
}
"""Input types that are not named after their mutation."""


WITHOUT_INPUT: Final = frozenset({"logout", "endOtherSessions"})
"""Mutations of whoever asks and of nothing else: no rule can refuse them, so what is tried is that they touch nobody else's."""
TRIED_APART: Final = WITHOUT_INPUT | set(PUBLIC)
KEYED: Final = set(ACTS) - TRIED_APART - {"endSession", "changePassword", "revealIdentityNumber", "importApprovedRecords"}
"""Mutations that take an idempotency key: acts of an account on records. Ending what has ended changes nothing; who changes its password
gets tokens, which are kept nowhere; each time that a number is shown has to stand in the audit; what is imported has versions."""
SHOWING: Final = {
    "createProvinceAccount",
    "createSchoolAccount",
    "createDepartmentAccount",
    "resetPassword",
    "issueActivationCodes",
    "resetGraduatePassword",
}
"""Those of them that show a code, once."""


def document(name: str, *, keyed: bool = False) -> str:
    """Return the document of one mutation; with a variable for its idempotency key where it is to be `keyed`."""
    if name in WITHOUT_INPUT:
        return f"mutation {{ {ACTS[name]} }}"
    variables, act = f"$input: {INPUTS.get(name, name[0].upper() + name[1:] + 'Input')}!", ACTS[name]
    if keyed:
        variables, act = f"{variables}, $key: String", act.replace("input: $input", "input: $input, idempotencyKey: $key", 1)
    return f"mutation({variables}) {{ {act} }}"


def codes_of(answer: dict[str, Any], name: str) -> set[str]:
    """Return the codes of the refusals by a rule; there must be one, and no record beside it."""
    payload = answer["data"][name]
    codes = {error["code"] for error in payload.pop("userErrors")}
    assert codes
    assert not any(payload.values())
    return codes


def school_id(stage: Stage) -> str:
    """Return the ID of the school on which most of the stage is."""
    return f"School:{stage.world.school.id}"


@dataclass(frozen=True)
class Act:
    """One mutation: an input that would be done if it were let through, and what reaches the rule and is refused by it."""

    name: str
    doable: dict[str, Any]
    refused: dict[str, Any]
    codes: frozenset[str]


def on(agreement: Agreement, **more: Any) -> dict[str, Any]:
    """Return the input of an act on an agreement as it is now."""
    return {"id": f"Agreement:{agreement.id}", "version": agreement.version, **more}


def account_acts(stage: Stage) -> list[Act]:
    """Return the acts on accounts: a province would do most of them to the world's school account."""
    world = stage.world
    levels = {"employment": "READ_ONLY", "archive": "NONE", "hukou": "NONE"}
    new = {"username": "10001neu", "displayName": "新账号"}
    school = new | {"school": school_id(stage), "levels": levels}
    of_department = new | {"department": f"Department:{world.lower_department.id}", "levels": levels}
    account = {"account": f"Account:{world.accounts[Role.SCHOOL].id}", "version": 1}
    stale, bad = {"version": 999}, {"username": "x"}
    of_system = {"account": f"Account:{world.accounts[Role.PROVINCE].id}", "version": 1, "sourceSystem": "自建系统", "reason": "自建"}
    disabled = {"account": f"Account:{stage.cast.disabled.id}", "version": 1, "reason": "恢复"}
    named, explained = account | {"displayName": "新名称"}, account | {"reason": "人员变动"}
    not_mine = frozenset({"CHANGED_MEANWHILE", "NOT_FOUND", "NOT_BELOW", "LEVEL_TOO_LOW", "LEVEL_ABOVE_OWN"})
    malformed = frozenset({"INVALID_INPUT", "NOT_FOUND", "LEVEL_ABOVE_OWN"})
    province = {**new, "username": "11jy99", "province": "Province:11"}
    return [
        Act("createProvinceAccount", province, province | bad, malformed),
        Act("createSchoolAccount", school, school | bad, malformed),
        Act("createDepartmentAccount", of_department, of_department | bad, malformed),
        Act("renameAccount", named, named | stale, not_mine),
        Act("setAccountLevels", account | {"levels": levels}, account | {"levels": levels} | stale, not_mine),
        Act("setSourceSystem", of_system, of_system | stale, not_mine),
        Act("enableAccount", disabled, disabled | stale, not_mine),
        Act("disableAccount", explained, explained | stale, not_mine),
        Act("resetPassword", explained, explained | stale, not_mine),
    ]


def roster_acts(stage: Stage) -> list[Act]:
    """Return the acts on the roster of the school on which most of the stage is."""
    row = as_input(ROW)
    graduate = f"Graduate:{stage.world.graduate.id}"
    seen, idle = {"graduate": graduate, "version": 1}, {"graduate": f"Graduate:{stage.cast.idle.id}", "version": 1, "reason": "误登记"}
    unread = {"graduate": f"Graduate:{stage.cast.unconfirmed.id}", "version": 1}
    reset, stale = {"graduate": graduate, "reason": "遗忘密码"}, {"version": 999}
    mine = frozenset({"CHANGED_MEANWHILE", "NOT_FOUND"})
    return [
        Act(
            "enrolGraduates",
            {"classYear": 2023, "graduates": [row]},
            {"classYear": 1999, "graduates": [row]},
            frozenset({"CLASS_YEAR_CLOSED"}),
        ),
        Act("correctGraduate", seen | {"majorName": "哲学"}, seen | stale, mine),
        Act("confirmBasicData", unread, unread | stale, mine),
        Act("removeGraduate", idle, idle | stale, mine),
        Act("issueActivationCodes", {"graduates": [graduate]}, {"graduates": []}, frozenset({"INVALID_INPUT"})),
        Act("resetGraduatePassword", reset, reset | {"reason": " "}, frozenset({"INVALID_INPUT", "NOT_FOUND"})),
    ]


def import_acts(stage: Stage) -> list[Act]:
    """Return the acts on imports of that roster."""
    assert stage.cast.roster is not None
    file, waiting = {"file": f"Upload:{stage.cast.roster.id}"}, {"rosterImport": f"RosterImport:{stage.cast.waiting_import.id}"}
    return [
        Act("importRoster", file | {"classYear": 2023}, file | {"classYear": 1999}, frozenset({"CLASS_YEAR_CLOSED"})),
        Act("cancelRosterImport", waiting, {"rosterImport": f"RosterImport:{NOBODY}"}, frozenset({"NOT_FOUND"})),
    ]


def download_acts(stage: Stage) -> list[Act]:
    """Return the acts on downloads."""
    assert stage.cast.waiting_download is not None
    asked, waiting = {"list": "graduates"}, {"download": f"Download:{stage.cast.waiting_download.id}"}
    return [
        Act("requestDownload", asked, asked | {"columns": []}, frozenset({"INVALID_INPUT"})),
        Act("cancelDownload", waiting, {"download": f"Download:{NOBODY}"}, frozenset({"NOT_FOUND"})),
    ]


def employer_acts(stage: Stage) -> list[Act]:
    """Return the acts on registrations."""
    stale, codes = {"version": 999}, frozenset({"CHANGED_MEANWHILE", "NOT_FOUND", "MOVE_NOT_ALLOWED"})
    more: dict[str, dict[str, Any]] = {
        "submitEmployer": {"details": DETAILS},
        "updateEmployer": {"contact": CONTACT},
        "reviewEmployer": {"decision": "APPROVE"},
        "disableEmployer": {"reason": "虚假招聘"},
        "enableEmployer": {"reason": "已整改"},
    }
    done = {
        name: {"employer": f"EmployerRegistration:{employer.id}", "version": employer.version, **more[name]}
        for name, employer in stage.cast.employers.items()
    }
    return [Act(name, doable, doable | stale, codes) for name, doable in done.items()]


def gate_acts() -> list[Act]:
    """Return the acts on class years, and what is copied from one to another."""
    years, why = {"fromYear": 2023, "toYear": NEXT_YEAR}, {"reason": "本届工作已结束"}
    refused = frozenset({"INVALID_INPUT", "LEVEL_TOO_LOW"})
    return [
        Act("openClassYear", {"year": 2030}, {"year": 1999}, refused),
        Act("closeClassYear", {"year": NEXT_YEAR, **why}, {"year": 2031, **why}, frozenset({"NOT_FOUND"})),
        Act("setChangesUntil", {"year": 2023, "until": None, **why}, {"year": 2023, "until": None, "reason": " "}, refused),
        Act("reopenClassYear", {"year": 2022, **why}, {"year": 2022, "reason": " "}, refused),
        Act("copyAgreementTypes", years, {**years, "fromYear": NEXT_YEAR}, refused),
        Act("takeStatisticsSnapshot", {"classYear": 2023, "label": "9月1日"}, {"classYear": 1999}, refused | {"NOT_FOUND"}),
        Act("copySetups", years | {"features": ["DESTINATION"]}, years | {"features": []}, refused),
    ]


def offline_acts(stage: Stage) -> list[Act]:
    """Return the acts of a graduate who signs offline."""
    terms, bad = {"employerName": "线下签约单位", "employerUscc": "91110000MA00000077"}, {"employerUscc": "x"}
    stale, missing = {"version": 999}, frozenset({"CHANGED_MEANWHILE", "NOT_FOUND", "INVALID_INPUT"})
    assert stage.cast.scan is not None
    issued, scan = on(stage.cast.issued_form), {"upload": f"Upload:{stage.cast.scan.id}"}
    form, graduation = on(stage.cast.rejected_form), {"graduate": f"Graduate:{stage.cast.idle.id}"}
    return [
        Act("applyForAgreement", graduation | {"terms": terms}, graduation | {"terms": terms | bad}, missing),
        Act("resubmitAgreement", form | {"terms": terms}, form | stale | {"terms": terms}, missing),
        Act("uploadScan", issued | scan, issued | scan | stale, missing),
        Act("cancelAgreement", form, form | stale, missing),
    ]


def confirmation_acts(stage: Stage) -> list[Act]:
    """Return the acts of a graduate at the end."""
    on_stage, missing = stage.cast.confirming, frozenset({"NOT_FOUND", "INVALID_INPUT", "CHANGED_MEANWHILE"})
    shown = {"features": ["DESTINATION"], "days": 30}
    settled = {"graduate": f"Graduate:{on_stage.settled.graduate_id}", "destination": f"Agreement:{on_stage.settled.id}", **shown}
    confirmed, grant = {"confirmation": f"Confirmation:{on_stage.confirmation.id}", **shown}, f"VerificationGrant:{on_stage.grant.id}"
    return [
        Act("confirmDestination", settled, settled | {"days": 0}, missing),
        Act("grantVerification", confirmed, confirmed | {"days": 0}, missing),
        Act("revokeVerification", {"grant": grant, "version": 1}, {"grant": grant, "version": 9}, missing),
    ]


def acts(stage: Stage) -> list[Act]:
    """Return every mutation as it would be done on the stage."""
    world, cast = stage.world, stage.cast
    stale, missing = {"version": 999}, frozenset({"CHANGED_MEANWHILE", "NOT_FOUND", "MOVE_NOT_ALLOWED"})
    person = {"school": school_id(stage), "classYear": 2023, "name": "姜培", "idNumber": world.id_number(world.classmate)}
    setup = {"classYear": 2023, "feature": "DESTINATION", "reviewLevels": "SCHOOL_ONLY", "contact": "就业指导中心"}
    types = {"classYear": NEXT_YEAR, "choices": [{"school": school_id(stage), "agreementType": "TWO_PARTY"}]}
    not_open = frozenset({"FEATURE_ALREADY_OPEN", "CLASS_YEAR_CLOSED", "AGREEMENT_TYPE_MISSING", "INVALID_INPUT"})
    passwords = {"currentPassword": "x", "newPassword": "short"}
    waiting, invitation, effective = on(cast.waiting, decision="PASS"), on(cast.invitation), on(cast.effective, reason="失误")
    reviewed: Tried = ("reviewAgreement", waiting, waiting | stale, missing)
    others = [*transfer_acts(stage), *destination_acts(stage), *ending_acts(stage), *dispute_acts(stage)]
    graduate = {"graduate": f"Graduate:{world.graduate.id}", "reason": "核对档案"}
    archived = next(row for row in cast.of("ArchiveLedgerEntry") if row.school == world.school.id)
    edit = {"entry": archived.id, "version": 1, "changes": [{"field": "employerName", "value": "新收件单位"}]}
    stranger = {**graduate, "graduate": f"Graduate:{world.far_graduate.id}"}
    return [
        Act("endSession", {"id": stage.cast.of("Session")[0].id}, {"id": f"Session:{NOBODY}"}, frozenset({"NOT_FOUND"})),
        Act("changePassword", {**passwords, "newPassword": "a long new password"}, passwords, frozenset({"WEAK_PASSWORD"})),
        *account_acts(stage),
        *roster_acts(stage),
        *import_acts(stage),
        *download_acts(stage),
        *employer_acts(stage),
        Act("openFeature", {"feature": "DESTINATION", "classYear": 2023, "agreementType": "TWO_PARTY"}, {"feature": "ARCHIVE"}, not_open),
        Act("setAgreementTypes", types, {**types, "classYear": 1999}, frozenset({"CLASS_YEAR_CLOSED", "FEATURE_CLOSED"})),
        *gate_acts(),
        Act("setUpSchool", setup, {**setup, "replyDays": 99}, frozenset({"INVALID_INPUT", "LEVEL_TOO_LOW"})),
        Act("inviteGraduate", person, {**person, "name": "无此人"}, frozenset({"INVITEE_NOT_FOUND", "EMPLOYER_NOT_APPROVED"})),
        *(Act(f"{move}Invitation", invitation, invitation | stale, missing) for move in ("withdraw", "accept", "reject")),
        *(Act(*each) for each in (reviewed, *others, *bulk_acts([reviewed, *others]))),
        Act("revealIdentityNumber", graduate, stranger, frozenset({"NOT_FOUND"})),
        Act("updateLedgerEntry", edit, edit | stale, frozenset({"CHANGED_MEANWHILE", "NOT_FOUND", "LEVEL_TOO_LOW"})),
        Act("voidAgreement", effective, effective | stale, missing),
        *offline_acts(stage),
        *confirmation_acts(stage),
    ]
