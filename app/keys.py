"""What the one secret becomes, for everything that must agree on it: the server and the command line."""

from auth.identities import IdentityVault
from auth.keys import derive


def identity_vault(secret: bytes) -> IdentityVault:
    """Return the vault that seals and finds identity numbers in the database this secret belongs to."""
    return IdentityVault(derive(secret, "identities"))
