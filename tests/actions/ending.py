"""Supplements and terminations as the tests of actions make and move them, by the world's graduate unless somebody else is named."""

from typing import Any
from uuid import UUID

from actions.employer_terms import Terms
from actions.record import move_record
from actions.supplement import PaperAgreement, submit_supplement
from actions.termination import review_termination
from models import Graduate, Supplement, Termination
from rules.acts import RecordKind
from rules.files import Purpose
from rules.record_terms import RecordMove
from rules.roles import Role
from tests.actions.stage import Stage
from tests.uploads import make_upload

REASON = "填写有误"
PASSES = ((RecordMove.PASS, Role.DEPARTMENT), (RecordMove.PASS, Role.SCHOOL))
TERMS: dict[str, Any] = {"employer_name": "线下签约单位", "employer_uscc": "91110000MA00000077"}


def paper(number: str = "沪高校字第0001号", **terms: Any) -> PaperAgreement:
    """Return what is typed off a paper agreement."""
    return PaperAgreement(number, Terms(**{**TERMS, **terms}))


async def uploaded(stage: Stage, purpose: Purpose = Purpose.SCAN) -> UUID:
    """Return an upload of the graduate's, attached to nothing."""
    return (await make_upload(stage.world.accounts[Role.GRADUATE], purpose=purpose)).id


async def supplemented(stage: Stage, *moves: tuple[RecordMove, Role], graduate: Graduate | None = None) -> Supplement:
    """Return a supplement after moves."""
    of = graduate or stage.world.graduate
    key = await submit_supplement(stage.as_role(Role.GRADUATE), of.id, paper(), await uploaded(stage))
    for move, role in moves:
        seen = await Supplement.get(id=key)
        await move_record(stage.as_role(role), RecordKind.SUPPLEMENT, key, move, version=seen.version, reason=REASON)
    return await Supplement.get(id=key)


async def move_termination(stage: Stage, key: UUID, move: RecordMove, role: Role, version: int | None = None) -> Termination:
    """Make one move of a termination, as its mutation does."""
    seen = version or (await Termination.get(id=key)).version
    if move in (RecordMove.PASS, RecordMove.FAIL):
        await review_termination(stage.as_role(role), key, move, version=seen, reason=REASON)
    else:
        await move_record(stage.as_role(role), RecordKind.TERMINATION, key, move, version=seen, reason=REASON)
    return await Termination.get(id=key)
