"""What loads demonstrations for the tests of this folder."""

from collections.abc import Iterator

import pytest

from auth.passwords import Passwords


@pytest.fixture(scope="session")
def passwords() -> Iterator[Passwords]:
    """Yield the hasher; one thread is enough."""
    passwords = Passwords(workers=1)
    yield passwords
    passwords.close()
