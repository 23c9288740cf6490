"""The relay as the settings have it: to an address, or into the ledger inside."""

from actions.context import Clock
from app.settings import Settings
from auth.vault import IdentityVault
from sync.ledger import EmbeddedReceiver
from sync.receivers import HttpReceiver, Receiver
from sync.relay import Relay, RelayTerms


def relay_of(settings: Settings, vault: IdentityVault, clock: Clock) -> Relay:
    """Return what sends reports; it sends nothing before it is run."""
    terms = RelayTerms(seconds=settings.sync_timeout_seconds, concurrency=settings.sync_concurrency, most_attempts=settings.sync_attempts)
    return Relay(clock, _receiver_of(settings, vault, clock), terms)


def _receiver_of(settings: Settings, vault: IdentityVault, clock: Clock) -> Receiver:
    if settings.sync_url is None or settings.sync_secret is None:
        return EmbeddedReceiver(clock)
    secret = settings.sync_secret.get_secret_value()
    return HttpReceiver(settings.sync_url, secret, seconds=settings.sync_timeout_seconds, vault=vault, clock=clock)
