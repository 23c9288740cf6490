"""Where records on the stage are from: all of them from a province's own system, so that everybody is asked whether it may read that."""

from models import Account, ArchiveRecord, HukouRecord, Registration, Supplement
from rules.roles import Role
from tests.world import World

FROM = {"source_system": "省级自建系统", "source_id": "QX-1"}


async def say_where_from(world: World) -> None:
    """Write it, and that one of the provinces' accounts speaks for such a system."""
    for model in (Registration, Supplement, ArchiveRecord, HukouRecord):
        await model.all().update(**FROM)
    await Account.filter(id=world.accounts[Role.PROVINCE].id).update(source_system=FROM["source_system"])
