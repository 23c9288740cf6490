"""A process of its own that expires what is due (`tests.jobs.doomed`)."""

from actions.context import ActionContext
from jobs.expiry import run_once
from tests.jobs.doomed import main


async def expire_all(ctx: ActionContext, _told: str) -> None:
    """Do a round."""
    await run_once(ctx)


if __name__ == "__main__":
    main(expire_all)
