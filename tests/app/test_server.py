"""Where a demo may be served, and how sockets are bounded."""

import pytest

from app.server import DEMO_MARK, DemoBeyondLoopback, check_exposure, demo_logins, is_demo_database, server_config
from app.settings import Settings
from models import DatabaseMark
from models.database import close_database, open_database
from rules.roles import Role


@pytest.mark.parametrize(
    ("host", "is_demo", "allowed", "refused"),
    [
        ("127.0.0.1", True, False, False),
        ("0.0.0.0", True, False, True),
        ("0.0.0.0", True, True, False),
        ("0.0.0.0", False, False, False),
    ],
)
def test_only_a_demo_on_an_open_address_needs_permission_by_name(host: str, is_demo: bool, allowed: bool, refused: bool) -> None:
    settings = Settings(host=host, allow_demo_beyond_loopback=allowed)
    if refused:
        with pytest.raises(DemoBeyondLoopback):
            check_exposure(settings, is_demo=is_demo)
    else:
        check_exposure(settings, is_demo=is_demo)


async def test_a_demo_database_is_known_by_its_mark(database_url: str) -> None:
    assert not await is_demo_database(database_url)
    await open_database(database_url)
    try:
        await DatabaseMark.create(name=DEMO_MARK, value="loaded")
    finally:
        await close_database()
    assert await is_demo_database(database_url)


def test_the_page_of_a_demo_offers_somebody_of_every_role() -> None:
    assert {login.role for login in demo_logins().logins} == set(Role) - {Role.SYSTEM}


def test_sockets_are_bounded_and_not_compressed_and_no_line_names_an_address() -> None:
    config = server_config(Settings(body_limit_bytes=2048))
    assert (config.ws_max_size, config.ws_per_message_deflate, config.access_log) == (2048, False, False)


def test_a_header_names_the_client_only_where_a_trusted_proxy_sends_it() -> None:
    assert not server_config(Settings()).proxy_headers
    behind = server_config(Settings(trusted_proxies="10.0.0.0/8,192.0.2.7"))
    assert (behind.proxy_headers, behind.forwarded_allow_ips) == (True, "10.0.0.0/8,192.0.2.7")
