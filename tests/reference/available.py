"""What can be done to a record, by the rules' own Python form of every guard, over plain rows."""

from collections.abc import Iterable
from typing import Any, Final

from rules.agreement import GUARDS, TRANSITIONS, Guard, Initiator, Move, Status
from rules.codes import DIRECTED_MODES
from rules.employer_errors import UsccTaken
from rules.errors import LevelAboveOwn, LevelTooLow, NothingToChange, RuleError
from rules.gate import MODULE_OF, ClassYearState, Feature, Gate
from rules.guards import HOLDS, REFUSALS, Facts
from rules.record_life import Life, is_on_side
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import AccessLevel, Module, Role
from rules.supplement import SUPPLEMENT
from rules.termination import ASKERS, ASKING, OPEN
from schema.errors import user_error
from tests.reference.rows import Store
from tests.reference.vocabulary import Asker, Row
from tests.world import NOW


def agreement_actions(store: Store, asker: Asker, agreement: Row) -> list[dict[str, Any]]:
    """Return the actions of an agreement for somebody who may read it, as a client gets them."""
    role = Role(str(asker.role))
    facts = facts_of(store, agreement)
    begun = Initiator(agreement["initiator"]), Status(agreement["status"])
    said = [told(move.name, _reasons(GUARDS[move], facts, asker)) for move in Move if (*begun, move, role) in TRANSITIONS]
    if begun[1] is Status.EFFECTIVE and role in ASKERS[begun[0]]:
        said.append(told("TERMINATE", _reasons(ASKING, facts, asker)))
    return said


MANAGED_BY: Final = {
    ("MINISTRY", "PROVINCE"): ("RENAME", "SET_SYSTEM", "DISABLE", "ENABLE", "RESET"),
    ("PROVINCE", "SCHOOL"): ("RENAME", "SET_LEVELS", "DISABLE", "ENABLE", "RESET"),
    ("PROVINCE", "EMPLOYER"): ("RESET",),
    ("SCHOOL", "DEPARTMENT"): ("RENAME", "SET_LEVELS", "DISABLE", "ENABLE", "RESET"),
    ("SCHOOL", "GRADUATE"): ("RESET",),
}
"""Who manages whose accounts how (guide section 3)."""
MOVES: Final = {
    ("EMPLOYER", "REGISTERED"): ("SUBMIT",),
    ("EMPLOYER", "REJECTED"): ("SUBMIT",),
    ("EMPLOYER", "APPROVED"): ("UPDATE",),
    ("PROVINCE", "PENDING_REVIEW"): ("APPROVE", "REJECT"),
    ("PROVINCE", "APPROVED"): ("DISABLE",),
    ("PROVINCE", "DISABLED"): ("ENABLE",),
}
"""Whose turn it is at a registration."""


def account_actions(_store: Store, asker: Asker, account: Row) -> list[dict[str, Any]]:
    """Return the actions of an account."""
    above: list[RuleError] = []
    if asker.role == "SCHOOL":
        above = [] if asker.levels.get("EMPLOYMENT") == "READ_WRITE" else [LevelTooLow(Module.EMPLOYMENT)]
        for module in Module if account["role"] == "DEPARTMENT" else ():
            if account[f"{module.lower()}_level"] > AccessLevel[asker.levels.get(module, "NONE")]:
                above.append(LevelAboveOwn(module))
    done = {"DISABLE": not account["is_enabled"], "ENABLE": account["is_enabled"]}
    offered = MANAGED_BY.get((str(asker.role), account["role"]), ())
    return [told(act, [*above, *([NothingToChange()] if done.get(act) else [])]) for act in offered]


def registration_actions(store: Store, asker: Asker, employer: Row) -> list[dict[str, Any]]:
    """Return the actions of a registration; only who may write is ever offered one."""
    others = [row for row in store.rows["Employer"] if row["uscc"] == employer["uscc"] and row["id"] != employer["id"]]
    is_taken = any(row["status"] in {"APPROVED", "DISABLED"} for row in others)
    denied: list[RuleError] = []
    if asker.role == "EMPLOYER" and asker.levels.get("EMPLOYMENT") != "READ_WRITE":
        denied = [LevelTooLow(Module.EMPLOYMENT)]
    offered = MOVES.get((str(asker.role), employer["status"]), ())
    return [told(move, [*denied, *([UsccTaken()] if move == "APPROVE" and is_taken else [])]) for move in offered]


def record_actions(store: Store, asker: Asker, life: Life, record: Row) -> list[dict[str, Any]]:
    """Return the actions of a reviewed record for somebody who may read it, as a client gets them."""
    role, now = Role(str(asker.role)), RecordStatus(record["status"])
    module = MODULE_OF[life.feature]
    denied: list[RuleError] = [] if asker.levels.get(module) == "READ_WRITE" else [LevelTooLow(module)]
    facts = facts_of(store, record, life.feature)
    said = []
    for move in RecordMove:
        if (now, move, role) in life.transitions and is_on_side(life, move, role, record.get("initiator")):
            asked = [guard for guard in life.guards[move] if guard is not Guard.REASON_GIVEN]
            said.append(told(move.name, denied + [REFUSALS[guard](facts) for guard in asked if not HOLDS[guard](facts)]))
    if life is SUPPLEMENT and now is RecordStatus.APPROVED and role is Role.GRADUATE:
        said.append(told("TERMINATE", _reasons(ASKING, facts, asker)))
    return said


def grant_actions(_store: Store, asker: Asker, grant: Row) -> list[dict[str, Any]]:
    """Return the actions of an authorised verification."""
    return [told("REVOKE", [])] if asker.role == "GRADUATE" and grant["state"] == "ACTIVE" else []


def _reasons(guards: Iterable[Guard], facts: Facts, asker: Asker) -> list[RuleError]:
    denied: list[RuleError] = [] if asker.levels.get("EMPLOYMENT") == "READ_WRITE" else [LevelTooLow(Module.EMPLOYMENT)]
    asked = [guard for guard in guards if guard is not Guard.REASON_GIVEN]
    return denied + [REFUSALS[guard](facts) for guard in asked if not HOLDS[guard](facts)]


def told(action: str, reasons: list[RuleError]) -> dict[str, Any]:
    """Return one action as a client gets it."""
    said = [{"__typename": "UserError", **_error(reason)} for reason in reasons]
    return {"__typename": "AvailableAction", "action": action, "allowed": not reasons, "reasons": said}


def _error(reason: RuleError) -> dict[str, Any]:
    error = user_error(reason)
    return {"code": error.code.name, "field": error.field, "message": error.message, "retryAfter": error.retry_after}


def facts_of(store: Store, agreement: Row, feature: Feature = Feature.DESTINATION) -> Facts:
    """Return what the guards ask about."""
    year, school = agreement["class_year"], agreement["school_id"]
    ends = {row["year"]: row["changes_until"] for row in store.beside["class_year"]}
    states = {row["year"]: ClassYearState(row["state"]) for row in store.beside["class_year"]}
    opened = {(row["province_code"], row["feature"]) for row in store.rows["FeatureSwitch"]}
    set_up = {(row["school_id"], row["class_year"], row["feature"]) for row in store.rows["SchoolSetup"]}
    slots = [row for row in store.beside["destination_slot"] if row["graduate_id"] == agreement["graduate_id"]]
    gate = Gate(
        feature=feature,
        class_year=year,
        class_year_state=states.get(year),
        feature_open=(agreement["province_code"], feature) in opened,
        agreement_type=None,
        changes_until=ends.get(year),
        set_up=(school, year, feature) in set_up,
    )
    graduate = store.by_key["Graduate"][agreement["graduate_id"]]
    return Facts(
        now=NOW,
        reply_deadline=agreement.get("reply_deadline"),
        gate=gate,
        employer_approved=agreement.get("employer_id") is None
        or store.by_key["Employer"][agreement["employer_id"]]["status"] == "APPROVED",
        slot_free=all(slot["holder_id"] == agreement["id"] or slot["state"] == "SUPERSEDABLE" for slot in slots),
        basics_confirmed=graduate["confirmed_at"] is not None,
        directed=graduate["training_mode"] in DIRECTED_MODES,
        termination_open=any(
            agreement["id"] in (row["agreement_id"], row["supplement_id"]) and row["status"] in OPEN for row in store.rows["Termination"]
        ),
        reason=None,
        archive_in_school=bool(graduate["archive_in_school"]),
        archive_dispatched=any(
            row["graduate_id"] == graduate["id"] and row["status"] == "APPROVED" and row["dispatch_state"] in {"SENT", "RECEIVED"}
            for row in store.rows["ArchiveRecord"]
        ),
        hukou_in_school=bool(graduate["hukou_in_school"]),
        imported=any(row["record_id"] == agreement["id"] for row in store.beside["imported_record"]),
    )
