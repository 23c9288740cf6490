"""What is known of a destination where its archive is registered: as it says itself, or as the employer has registered itself."""

import pytest

from actions.transfer_form import Known, known_destination
from models import Employer
from rules.agreement import Status
from rules.employer import EmployerStatus
from rules.errors import NotFound
from rules.record_terms import RecordStatus
from rules.roles import AccessLevel, Module, Role
from tests.actions.ending import PASSES, supplemented
from tests.actions.stage import Stage
from tests.registrations import make_registration
from tests.world import make_agreement


async def known(stage: Stage, role: Role = Role.GRADUATE, **acting: object) -> Known | None:
    return await known_destination(stage.as_role(role, **acting).actor, stage.world.graduate.id)  # type: ignore[arg-type]  # As it is given.


async def test_where_nothing_counts_nothing_is_known(stage: Stage) -> None:
    assert await known(stage) == Known()
    await make_registration(stage.world.graduate, "80", RecordStatus.PENDING_DEPARTMENT)
    assert await known(stage) == Known()


async def test_a_registration_says_what_its_employer_is(stage: Stage) -> None:
    await make_registration(stage.world.graduate, "11", RecordStatus.APPROVED, employer_nature="31")
    assert await known(stage) == Known("11", "31")


async def test_of_an_agreement_its_employer_has_said_what_it_is(stage: Stage) -> None:
    await Employer.filter(id=stage.world.employer.id).update(nature="20")
    await make_agreement(stage.world, status=Status.EFFECTIVE)
    assert await known(stage) == Known("10", "20")


async def test_of_a_paper_agreement_whoever_is_approved_under_its_credit_code_has(stage: Stage) -> None:
    supplement = await supplemented(stage, *PASSES)
    assert await known(stage) == Known("10", None)
    world = stage.world
    await Employer.create(
        name="线下签约单位", uscc=supplement.employer_uscc, province_code="11", status=EmployerStatus.APPROVED, nature="31"
    )
    assert await known(stage) == Known("10", "31")
    assert await known(stage, Role.SCHOOL) == Known("10", "31")
    only_archives = {Module.EMPLOYMENT: AccessLevel.NONE, Module.ARCHIVE: AccessLevel.READ_WRITE, Module.HUKOU: AccessLevel.NONE}
    assert await known(stage, Role.SCHOOL, levels=only_archives) is None
    with pytest.raises(NotFound):
        await known_destination(stage.as_role(Role.GRADUATE).actor, world.classmate.id)
