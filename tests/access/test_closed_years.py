"""A closed class year is read-only: every mutation there is, done in it by whoever else may do it, is refused and writes nothing."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from models import ClassYear
from rules.gate import ClassYearState
from tests.access.acts import TRIED_APART, Act, acts, document
from tests.access.conftest import Cells, Scenery
from tests.access.sdl import fields_of
from tests.access.test_acts_done import DOERS
from tests.engines import everything_stored
from tests.outputs import OUTPUTS

_ACCOUNTS: Final = "accounts are of no class year: whoever has left a year behind still logs in, and is managed"
_REGISTRATIONS: Final = "an employer is of no class year"
_MINISTRY: Final = "it is what opens and closes class years"
OF_NO_YEAR: Final[Mapping[str, str]] = {
    **dict.fromkeys(TRIED_APART, "sessions, logins and registrations are of no class year"),
    **dict.fromkeys(("endSession", "changePassword"), "sessions and passwords are of no class year"),
    **dict.fromkeys(("createProvinceAccount", "createSchoolAccount", "createDepartmentAccount", "renameAccount"), _ACCOUNTS),
    **dict.fromkeys(("setAccountLevels", "setSourceSystem", "enableAccount", "disableAccount", "resetPassword"), _ACCOUNTS),
    **dict.fromkeys(("issueActivationCodes", "resetGraduatePassword"), f"{_ACCOUNTS}; a graduate reads what it signed"),
    **dict.fromkeys(("submitEmployer", "updateEmployer", "reviewEmployer", "disableEmployer", "enableEmployer"), _REGISTRATIONS),
    **dict.fromkeys(("openClassYear", "closeClassYear", "reopenClassYear", "setChangesUntil"), _MINISTRY),
    "openFeature": "a switch is for ever and for every class year; of DESTINATION, the types that come with it are refused",
    "importApprovedRecords": "each record is refused by itself, as the tests of its action show",
    "cancelRosterImport": "it keeps an import from writing, which the import itself would be refused",
    **dict.fromkeys(("grantVerification", "revokeVerification"), "what was confirmed is shown for years, and a grant changes none of it"),
    "takeStatisticsSnapshot": "it keeps figures as they stand, and changes no record of the year",
    **dict.fromkeys(("requestDownload", "cancelDownload"), "what one reads one downloads, also of a closed year"),
    "revealIdentityNumber": "it is a read, which the audit tells of",
}
"""Mutation -> why it is done all the same where every class year is closed. Every other is refused there."""


def codes_in(told: Any) -> Iterator[str]:
    """Yield the codes of all refusals in a payload, however deep: of many records each has its own."""
    if isinstance(told, Mapping):
        yield from (error["code"] for error in told.get("userErrors") or ())
        for value in told.values():
            yield from codes_in(value)
    elif isinstance(told, list):
        for each in told:
            yield from codes_in(each)


def test_every_mutation_is_refused_in_a_closed_year_or_is_of_none() -> None:
    assert set(OF_NO_YEAR) | set(DOERS) == set(fields_of("Mutation"))


async def test_what_changes_a_record_of_a_class_year_is_refused_once_it_is_closed(scenery: Scenery, cells: Cells) -> None:
    async with scenery.stage() as stage:
        await ClassYear.filter(state=ClassYearState.OPEN).update(state=ClassYearState.CLOSED)
        before = await everything_stored()
        by_name: dict[str, Act] = {act.name: act for act in acts(stage)}
        for name in sorted(set(DOERS) - set(OF_NO_YEAR)):
            asker = next(asker for asker in stage.askers if asker.name == DOERS[name])
            with OUTPUTS.revealing(stage.world.id_number(stage.world.graduate)):
                answer = await stage.ask(asker, document(name), input=by_name[name].doable)
            assert set(codes_in(answer["data"][name])) == {"CLASS_YEAR_CLOSED"}, (name, answer)
            assert await everything_stored() == before, name
            cells.add("acts in a closed year")
