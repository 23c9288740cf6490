"""What can be done to an agreement, by the rules' own Python form of every guard, over plain rows."""

from typing import Any

from rules.agreement import GUARDS, HOLDS, REFUSALS, TRANSITIONS, Facts, Guard, Initiator, Move, Status
from rules.codes import DIRECTED_MODES
from rules.errors import LevelTooLow, RuleError
from rules.gate import ClassYearState, Feature, Gate
from rules.roles import Module, Role
from schema.errors import user_error
from tests.reference.rows import Store
from tests.reference.vocabulary import Asker, Row
from tests.world import NOW


def available_actions(store: Store, asker: Asker, agreement: Row) -> list[dict[str, Any]]:
    """Return the actions of an agreement for somebody who may read it, as a client gets them."""
    role = Role(str(asker.role))
    facts = facts_of(store, agreement)
    begun = Initiator(agreement["initiator"]), Status(agreement["status"])
    return [_told(move, _reasons(move, facts, asker)) for move in Move if (*begun, move, role) in TRANSITIONS]


def _reasons(move: Move, facts: Facts, asker: Asker) -> list[RuleError]:
    denied: list[RuleError] = [] if asker.levels.get("EMPLOYMENT") == "READ_WRITE" else [LevelTooLow(Module.EMPLOYMENT)]
    asked = [guard for guard in GUARDS[move] if guard is not Guard.REASON_GIVEN]
    return denied + [REFUSALS[guard](facts) for guard in asked if not HOLDS[guard](facts)]


def _told(move: Move, reasons: list[RuleError]) -> dict[str, Any]:
    told = [{"__typename": "UserError", **_error(reason)} for reason in reasons]
    return {"__typename": "AvailableAction", "action": move.name, "allowed": not reasons, "reasons": told}


def _error(reason: RuleError) -> dict[str, Any]:
    error = user_error(reason)
    return {"code": error.code.name, "field": error.field, "message": error.message, "retryAfter": error.retry_after}


def facts_of(store: Store, agreement: Row) -> Facts:
    """Return what the guards ask about."""
    year, school = agreement["class_year"], agreement["school_id"]
    states = {row["year"]: ClassYearState(row["state"]) for row in store.beside["class_year"]}
    opened = {(row["province_code"], row["feature"]) for row in store.rows["FeatureSwitch"]}
    set_up = {(row["school_id"], row["class_year"], row["feature"]) for row in store.rows["SchoolSetup"]}
    holders = [row["holder_id"] for row in store.beside["destination_slot"] if row["graduate_id"] == agreement["graduate_id"]]
    gate = Gate(
        feature=Feature.DESTINATION,
        class_year=year,
        class_year_state=states.get(year),
        feature_open=(agreement["province_code"], "DESTINATION") in opened,
        agreement_type=None,
        set_up=(school, year, "DESTINATION") in set_up,
    )
    return Facts(
        now=NOW,
        reply_deadline=agreement["reply_deadline"],
        gate=gate,
        slot_free=all(holder == agreement["id"] for holder in holders),
        directed=store.by_key["Graduate"][agreement["graduate_id"]]["training_mode"] in DIRECTED_MODES,
        reason=None,
    )
