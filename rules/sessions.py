"""The words of sessions: how one was begun, and why one was ended."""

from enum import StrEnum


class LoginMethod(StrEnum):
    """How whoever logged in proved who it is: by a password, or through an outside identity provider."""

    PASSWORD = "PASSWORD"
    PROVIDER = "PROVIDER"


class EndReason(StrEnum):
    """Why a session was ended before its time: logged out, ended by its owner from elsewhere, or a refresh token used twice."""

    LOGOUT = "LOGOUT"
    OWNER = "OWNER"
    TOKEN_REUSED = "TOKEN_REUSED"
