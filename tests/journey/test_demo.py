"""What a newcomer sees: the demo loads, figure 6 is answered row for row, and an approval moves the province's figures."""

from collections.abc import AsyncIterator
from typing import Any, Final

import pytest_asyncio

from demo.accounts import DEMO_PASSWORD
from demo.stream import FEWEST_GRADUATES
from tests.demo.test_figure6 import as_printed
from tests.journey.server import Server, run, serving

FIGURE6: Final = """
query Figure6($school: ID!) {
  agreements(first: 10, filter: {school: {eq: $school}, classYear: {eq: 2023}}, orderBy: {field: CREATED_AT, direction: DESC}) {
    edges { node {
      initiatorLabel
      graduate { name school { name } department { name } majorName degreeLabel studentNumber }
      agreementNumberLabel employerName statusLabel
    } }
  }
}
"""
PENDING: Final = "agreements(first: 1, filter: {status: {eq: PENDING_SCHOOL}}) { edges { node { id version } } }"
WATCH: Final = 'signingStatistics(classYear: 2023, province: "Province:11") { version onlinePendingSchool onlineEffective signed }'


@pytest_asyncio.fixture(loop_scope="session")
async def demo(database_url: str) -> AsyncIterator[Server]:
    """Yield a server over a demo loaded by the command."""
    await run(database_url, "demo", "--graduates", str(FEWEST_GRADUATES))
    async with serving(database_url) as server:
        yield server


async def test_an_approval_by_the_school_moves_the_provinces_live_figures(demo: Server) -> None:
    province, school = await demo.log_in("11jy20", DEMO_PASSWORD), await demo.log_in("10001", DEMO_PASSWORD)
    async with demo.watching(f"subscription {{ {WATCH} }}", province) as live:
        before = await live.figures()
        waiting = (await demo.data(f"{{ {PENDING} }}", school))["agreements"]["edges"][0]["node"]
        answer = await demo.data(
            "mutation($i: ReviewAgreementInput!) { reviewAgreement(input: $i) { agreement { status } userErrors { code } } }",
            school,
            i={**waiting, "decision": "PASS"},
        )
        assert answer["reviewAgreement"] == {"agreement": {"status": "EFFECTIVE"}, "userErrors": []}
        after = await live.figures()
    assert after == {
        "version": before["version"] + 1,
        "onlinePendingSchool": before["onlinePendingSchool"] - 1,
        "onlineEffective": before["onlineEffective"] + 1,
        "signed": before["signed"] + 1,
    }


async def test_figure_6_is_answered_row_for_row_as_the_guide_prints_it(demo: Server) -> None:
    province = await demo.log_in("11jy20", DEMO_PASSWORD)
    schools = await demo.data('{ schools(first: 1, filter: {code: {eq: "10001"}}) { edges { node { id } } } }', province)
    answer = await demo.data(FIGURE6, province, school=schools["schools"]["edges"][0]["node"]["id"])
    assert [printed(edge["node"]) for edge in answer["agreements"]["edges"]] == as_printed()


def printed(node: dict[str, Any]) -> list[str]:
    """Return an agreement's cells as the figure prints them: the identity number is hidden, a missing student number is --."""
    graduate = node["graduate"]
    places = [graduate["school"]["name"], graduate["department"]["name"]]
    roster = [graduate["name"], *places, graduate["majorName"], graduate["degreeLabel"]]
    signing = [node["agreementNumberLabel"], node["employerName"], graduate["studentNumber"] or "--", node["statusLabel"]]
    return [node["initiatorLabel"], *roster, "", *signing]


async def test_the_demo_leaves_every_counter_exact(database_url: str) -> None:
    await run(database_url, "demo", "--graduates", str(FEWEST_GRADUATES))
    assert "Every counter is exact." in await run(database_url, "recount", "--check")
