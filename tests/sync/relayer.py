"""A process of its own that sends what is due: to an address, or into the ledger inside (`tests.jobs.doomed`)."""

from actions.context import ActionContext
from sync.ledger import EmbeddedReceiver
from sync.receivers import HttpReceiver
from sync.relay import Relay, RelayTerms
from tests.jobs.doomed import main


async def send_all(ctx: ActionContext, told: str) -> None:
    """Do a round. `told` is an address and the secret to sign with, or nothing."""
    url, _, secret = told.partition(" ")
    inside = EmbeddedReceiver(ctx.clock)
    receiver = HttpReceiver(url, secret, seconds=5, vault=ctx.vault, clock=ctx.clock) if told else inside
    relay = Relay(ctx.clock, receiver, RelayTerms(concurrency=1))
    await relay.run_once()
    await relay.stop()


if __name__ == "__main__":
    main(send_all)
