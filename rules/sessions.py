"""The words of sessions, how one was begun and why one was ended, and how long each of its tokens lives."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

LONGEST_CLIENT: Final = 200
"""Characters of a client's name for itself (User-Agent) that a session keeps."""


class LoginMethod(StrEnum):
    """How whoever logged in proved who it is: by a password, or through an outside identity provider."""

    PASSWORD = "PASSWORD"
    PROVIDER = "PROVIDER"


class EndReason(StrEnum):
    """Why a session was ended before its time.

    Logged out, ended by its owner from elsewhere, ended with the password it was begun by, ended with the account by whoever
    manages it (disabled, password reset), or a refresh token used twice.
    """

    LOGOUT = "LOGOUT"
    OWNER = "OWNER"
    PASSWORD = "PASSWORD"
    ACCOUNT = "ACCOUNT"
    TOKEN_REUSED = "TOKEN_REUSED"


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """How long a session and its tokens live. Raises ValueError unless access <= idle <= absolute."""

    access: timedelta = timedelta(minutes=15)
    """Of an access token: how long a token that leaks is worth anything where nobody ends its session."""
    idle: timedelta = timedelta(hours=12)
    """Of a session that is not refreshed: a working day, so that a forgotten tab is over by the next."""
    absolute: timedelta = timedelta(days=7)
    """Of a session however often it is refreshed: a week, after which a password is typed again."""

    def __post_init__(self) -> None:
        if not timedelta(0) < self.access <= self.idle <= self.absolute:
            raise ValueError("an access token lives no longer than an idle session, and that no longer than any session")

    def ends_at(self, begun: datetime) -> datetime:
        """Return the instant from which a session begun now is over whatever happens; whole seconds, as tokens count."""
        return (begun + self.absolute).replace(microsecond=0)

    def expires_at(self, refreshed: datetime, ends_at: datetime) -> datetime:
        """Return the instant from which a session refreshed now is over unless it is refreshed again before."""
        return min((refreshed + self.idle).replace(microsecond=0), ends_at)

    def access_expires_at(self, issued: datetime, session_expires_at: datetime) -> datetime:
        """Return the instant from which an access token issued now is expired: never after its session."""
        return min((issued + self.access).replace(microsecond=0), session_expires_at)
