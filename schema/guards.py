"""The SQL form of every guard (`rules.guards.HOLDS`), and what is said where one does not hold."""

from collections.abc import Iterable, Mapping
from typing import Final

import models
from planner.bindings import table_of
from planner.predicates import AnyOf, Exists, FromColumn, Guarded, IsAhead, Not, Predicate, Refused
from rules.agreement_terms import Guard, SlotState
from rules.archive import ON_ITS_WAY
from rules.codes import DIRECTED_MODES
from rules.confirmation_errors import ChangesEnded
from rules.employer import EmployerStatus
from rules.errors import (
    BasicsUnconfirmed,
    ClassYearClosed,
    DeadlinePassed,
    DirectedGraduate,
    EmployerNotApproved,
    FeatureClosed,
    NotSetUp,
    SlotTaken,
    TerminationUnderWay,
)
from rules.gate import ClassYearState, Feature
from rules.inbound_errors import ApprovedElsewhere
from rules.record_terms import RecordStatus
from rules.termination import OPEN
from rules.transfer_errors import ArchiveDispatched, ArchiveNotNeeded, HukouNotNeeded
from schema.available import refused

IN_THE_WAY: Final = (SlotState.RESERVED, SlotState.HELD)
"""What is there until another destination is (SUPERSEDABLE) hinders nobody."""

_HOLDS: Final[Mapping[Guard, Predicate]] = {
    Guard.BEFORE_DEADLINE: IsAhead("reply_deadline"),
    Guard.EMPLOYER_APPROVED: Exists(table_of(models.Employer), {"id": "employer_id"}, among={"status": (EmployerStatus.APPROVED,)}),
    Guard.CLASS_YEAR_OPEN: Exists(table_of(models.ClassYear), {"year": "class_year"}, among={"state": (ClassYearState.OPEN,)}),
    Guard.IN_SEASON: Not(Exists(table_of(models.ClassYear), {"year": "class_year"}, past=("changes_until",))),
    Guard.BASICS_CONFIRMED: Exists(table_of(models.Graduate), {"id": "graduate_id"}, present=("confirmed_at",)),
    Guard.NOT_DIRECTED: Not(
        Exists(table_of(models.Graduate), {"id": "graduate_id"}, among={"training_mode": tuple(sorted(DIRECTED_MODES))})
    ),
    Guard.SLOT_FREE: Not(
        Exists(table_of(models.DestinationSlot), {"graduate_id": "graduate_id"}, other={"holder_id": "id"}, among={"state": IN_THE_WAY})
    ),
    Guard.ARCHIVE_IN_SCHOOL: Exists(table_of(models.Graduate), {"id": "graduate_id"}, true=("archive_in_school",)),
    Guard.ARCHIVE_NOT_DISPATCHED: Not(
        Exists(
            table_of(models.ArchiveRecord),
            {"graduate_id": "graduate_id"},
            among={"status": (RecordStatus.APPROVED,), "dispatch_state": ON_ITS_WAY},
        )
    ),
    Guard.HUKOU_IN_SCHOOL: Exists(table_of(models.Graduate), {"id": "graduate_id"}, true=("hukou_in_school",)),
}
"""Two are neither here nor below: REASON_GIVEN asks about an input, and AT_DEADLINE is the clock's."""

_REFUSED: Final[Mapping[Guard, Refused]] = {
    Guard.BEFORE_DEADLINE: refused(DeadlinePassed),
    Guard.EMPLOYER_APPROVED: refused(EmployerNotApproved),
    Guard.CLASS_YEAR_OPEN: refused(ClassYearClosed, year=FromColumn("class_year")),
    Guard.IN_SEASON: refused(ChangesEnded),
    Guard.SET_UP: refused(NotSetUp),
    Guard.BASICS_CONFIRMED: refused(BasicsUnconfirmed),
    Guard.NOT_DIRECTED: refused(DirectedGraduate),
    Guard.SLOT_FREE: refused(SlotTaken),
    Guard.ARCHIVE_IN_SCHOOL: refused(ArchiveNotNeeded),
    Guard.ARCHIVE_NOT_DISPATCHED: refused(ArchiveDispatched),
    Guard.HUKOU_IN_SCHOOL: refused(HukouNotNeeded),
    Guard.NO_TERMINATION: refused(TerminationUnderWay),
    Guard.DECIDED_HERE: refused(ApprovedElsewhere),
}


def guarded(guards: Iterable[Guard], feature: Feature, terminated_by: str = "agreement_id") -> tuple[Guarded, ...]:
    """Return those of some guards that a row can answer, in their order, for a record of a feature.

    `terminated_by` is the column of terminations that leads to the record, which only what can be terminated asks about.
    """
    among = {"feature": (feature,)}
    set_up = Exists(table_of(models.SchoolSetup), {"school_id": "school_id", "class_year": "class_year"}, among=among)
    holds = {
        **_HOLDS,
        Guard.FEATURE_OPEN: Exists(table_of(models.FeatureSwitch), {"province_id": "province_code"}, among=among),
        Guard.DECIDED_HERE: AnyOf((Not(Exists(table_of(models.ImportedRecord), {"record_id": "id"})), set_up)),
        Guard.NO_TERMINATION: Not(Exists(table_of(models.Termination), {terminated_by: "id"}, among={"status": OPEN})),
        Guard.SET_UP: set_up,
    }
    said = {**_REFUSED, Guard.FEATURE_OPEN: refused(FeatureClosed, feature=feature)}
    return tuple(Guarded(holds[guard], said[guard]) for guard in guards if guard in holds)
