"""What graduates registered of paper agreements (补登), and what ended agreements (解约), in every state."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from demo.courses import Step, record_steps, submitted_steps
from demo.dossier import Course, Destinations, Dossier, Holding, of_graduate
from demo.record_rows import SupplementRow, TerminationRow
from demo.rows import AgreementRow
from demo.signing import STEP, Terms
from rules.acts import ActName, RecordKind
from rules.agreement_terms import Initiator
from rules.lives import LIVES
from rules.record_life import first_status, rejected_by
from rules.record_terms import RecordMove, RecordStatus
from rules.registration import SIGNED, held_as
from rules.roles import Role
from rules.termination import TerminationKind, first_standing, kind_of

QUICK: Final = timedelta(hours=1)
"""Between two moves of a termination, which fit between the last two of its agreement."""
_REASONS: Final = {
    RecordMove.FAIL: "材料不完整，请补充后重新提交",
    RecordMove.REQUEST_VOID: "去向有变化，申请作废后重新登记",
    RecordMove.VOID: "登记信息有误，学校予以作废",
    RecordMove.REFUSE: "请先与人事部门协商离职交接",
}


def reason_of(step: Step) -> str | None:
    """Return why a step of a record was taken."""
    return _REASONS.get(RecordMove(step.move))


def standing_of(kind: RecordKind, first: RecordStatus, steps: Sequence[Step]) -> dict[str, Any]:
    """Return the columns that say where a record stands, as its steps left them (`actions.record_step`)."""
    status, reason, failed = first, None, None
    for step in steps:
        is_granted = step.move == RecordMove.PASS and status in LIVES[kind].in_force
        reason = reason if is_granted else reason_of(step)
        failed = rejected_by(status, RecordStatus(step.after))
        status = RecordStatus(step.after)
    return {"status": status, "rejected_by": failed, "status_reason": reason, "version": 1 + len(steps)}


def destinations_of(kind: RecordKind) -> Destinations:
    """Return how records of a kind hold their graduates' destinations."""
    life = LIVES[kind]
    return Destinations(frozenset(life.in_force), lambda status, category: held_as(life.slot_after.get(RecordStatus(status)), category))


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper agreement as its graduate types it."""

    number: str
    employer_name: str
    employer_uscc: str
    position: str
    monthly_pay: int | None
    course: str
    begun_at: datetime


def supplement(paper: Paper, dossier: Dossier, terms: Terms) -> tuple[SupplementRow, Holding]:
    """Return the supplement, and how it held the graduate's destination."""
    kind = RecordKind.SUPPLEMENT
    steps, first = submitted_steps(kind, paper.course, terms.review_levels), first_status(LIVES[kind], terms.review_levels)
    at = [paper.begun_at + place * STEP for place in range(1, len(steps) + 1)]
    row = SupplementRow(
        id=dossier.keys(kind, 0),
        **of_graduate(dossier.graduate),
        review_levels=terms.review_levels,
        **standing_of(kind, first, steps),
        created_at=paper.begun_at,
        updated_at=at[-1] if at else paper.begun_at,
        agreement_number=paper.number,
        employer_name=paper.employer_name,
        employer_uscc=paper.employer_uscc,
        position=paper.position,
        monthly_pay=paper.monthly_pay,
    )
    course = Course(
        kind=kind,
        began=(ActName.SUPPLEMENT_SUBMIT, Role.GRADUATE),
        begun_at=paper.begun_at,
        steps=steps,
        at=at,
        reason=reason_of,
        first=first,
    )
    dossier.follow(course, row.id)
    return row, dossier.hold(course, row, SIGNED, {}, destinations_of(kind))


def termination(
    ended: AgreementRow | SupplementRow, course: str, asker: Initiator, dossier: Dossier, terms: Terms, holding: Holding
) -> TerminationRow:
    """Return a termination of what has come into force: asked for soon after, and decided as its agreement ended, where it did."""
    kind = TerminationKind.OFFLINE if isinstance(ended, SupplementRow) else kind_of(ended.initiator)
    assert holding.came_at is not None
    first, begun_at = first_standing(kind, terms.review_levels), holding.came_at + QUICK
    steps = record_steps(RecordKind.TERMINATION, course, terms.review_levels, first=first, asker=Role(asker))
    at = [begun_at + place * QUICK for place in range(1, len(steps) + 1)]
    if holding.went_at is not None:
        at[-1] = holding.went_at
    of_agreement = isinstance(ended, AgreementRow)
    why = "毕业生继续升学，双方协商解约" if asker is Initiator.GRADUATE else "单位岗位调整，双方协商解约"
    row = TerminationRow(
        id=dossier.keys(RecordKind.TERMINATION, dossier.terminations),
        **of_graduate(dossier.graduate),
        review_levels=terms.review_levels,
        **standing_of(RecordKind.TERMINATION, first, steps),
        created_at=begun_at,
        updated_at=at[-1] if at else begun_at,
        agreement_id=ended.id if of_agreement else None,
        supplement_id=None if of_agreement else ended.id,
        initiator=asker,
        kind=kind,
        reason=why,
        employer_id=ended.employer_id if isinstance(ended, AgreementRow) else None,
        employer_name=ended.employer_name,
        agreement_number=str(ended.number if isinstance(ended, AgreementRow) else ended.agreement_number),
        is_graduate_disclosed=isinstance(ended, AgreementRow) and ended.is_graduate_disclosed,
    )
    moved = Course(
        kind=RecordKind.TERMINATION,
        began=(ActName.TERMINATION_SUBMIT, Role(asker)),
        begun_at=begun_at,
        steps=steps,
        at=at,
        reason=reason_of,
        first=first,
        why=why,
    )
    dossier.terminations += 1
    dossier.follow(moved, row.id, replace(dossier.actors, employer=ended.employer_name))
    return row
