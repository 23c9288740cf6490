"""How an import of a roster ends that could not be done: a fault of the system stopped it each time that it was tried."""

from typing import Final

from tortoise.expressions import F

from actions.context import ActionContext
from actions.roster_import import import_act, is_bound
from actions.roster_run import end
from actions.transaction import one_transaction, whole_action_retried
from models import RosterImport
from rules.acts import ActName
from rules.roster_import import ImportState

FAILED: Final = "系统多次处理失败，未能完成导入。请稍后重新上传名册导入；如仍失败，请联系系统管理员。"


@whole_action_retried
async def give_up(ctx: ActionContext, found: RosterImport) -> bool:
    """End an import as failed, unless it has changed since it was read. Returns False where it is half written and was to be so whole:

    then it has to be tried until it is done.
    """
    if is_bound(found):
        return False
    now = ctx.clock.now()
    async with one_transaction(ctx, now) as trail:
        if await RosterImport.filter(id=found.id, version=found.version).update(version=F("version") + 1, updated_at=now):
            await end(found, ImportState.FAILED, now, refusal=FAILED)
            await trail.record(import_act(found, ActName.ROSTER_IMPORT_END, reason=FAILED))
        return True
