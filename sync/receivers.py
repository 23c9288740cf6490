"""Who takes reports: the port that the relay sends through, and the receiver at a configured address."""

import asyncio
from base64 import b64decode
from email.utils import parsedate_to_datetime
from typing import Final, Protocol

import httpx2
from standardwebhooks.webhooks import Webhook

from actions.context import Clock
from auth.vault import IdentityVault, SealBroken
from models import Report
from rules.delivery import Outcome, Verdict, asked_pause, outcome_of_status
from sync.message import message_of

MOST_READ: Final = 64 * 1024
"""Bytes of an answer that are read, so that its connection can be used again; nothing is looked at but its status."""


_PREFIX: Final = "whsec_"
_SECRET_BYTES: Final = range(24, 65)
"""How long a secret is, as Standard Webhooks has it."""


def is_signing_secret(text: str) -> bool:
    """Return whether a text is a secret that messages can be signed with."""
    try:
        return text.startswith(_PREFIX) and len(b64decode(text.removeprefix(_PREFIX), validate=True)) in _SECRET_BYTES
    except ValueError:
        return False


class Receiver(Protocol):
    """Takes reports, the same one as often as it is sent, with the effect of once."""

    async def deliver(self, report: Report) -> Outcome:
        """Send one report and return what became of it; whatever is wrong is an outcome and not an exception."""

    async def close(self) -> None:
        """Let go of connections."""


class HttpReceiver:
    """The employment system at an address of the operator's: HTTPS (or this machine), Standard Webhooks' signature, no redirects."""

    def __init__(self, url: str, secret: str, *, seconds: float, vault: IdentityVault, clock: Clock) -> None:
        """Take where, the signing secret (`whsec_…`), and for how long one attempt may last in all. Raises ValueError for a bad secret."""
        self._url = url
        self._webhook = Webhook(secret)
        self._seconds = seconds
        self._vault = vault
        self._clock = clock
        # An address is the operator's setting alone: no redirect leads elsewhere, and no variable of the environment does.
        self._client = httpx2.AsyncClient(timeout=seconds, follow_redirects=False, trust_env=False)

    async def deliver(self, report: Report) -> Outcome:
        """Sign and send one report."""
        try:
            body = await message_of(report, self._vault)
        except SealBroken:
            return Outcome(verdict=Verdict.FAILED, problem="the identity number does not open under this key")
        try:
            # The client's own limits are each of one step; a receiver that trickles would meet none of them.
            async with asyncio.timeout(self._seconds):
                return await self._send(str(report.id), body)
        except TimeoutError:
            return Outcome(verdict=Verdict.FAILED, problem=f"no answer within {self._seconds:g} s")
        except httpx2.HTTPError as broken:
            # The type alone: an error's text may repeat what was sent.
            return Outcome(verdict=Verdict.FAILED, problem=f"no answer: {type(broken).__name__}")

    async def _send(self, message_id: str, body: bytes) -> Outcome:
        now = self._clock.now()
        headers = {
            "content-type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._webhook.sign(message_id, now, body.decode()),
        }
        async with self._client.stream("POST", self._url, content=body, headers=headers) as answer:
            pause = asked_pause(answer.headers.get("retry-after"), parsedate_to_datetime, now)
            outcome = outcome_of_status(answer.status_code, pause)
            await _read_away(answer)
        return outcome

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


async def _read_away(answer: httpx2.Response) -> None:
    """Read an answer's body, as far as it is short. What breaks off here was answered already."""
    read = 0
    try:
        async for chunk in answer.aiter_raw():
            read += len(chunk)
            if read > MOST_READ:
                return
    except httpx2.HTTPError:
        return
