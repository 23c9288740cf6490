"""The message of a report: what is produced is what the published schema describes."""

from pathlib import Path
from typing import Final

import orjson
import pytest

from actions.agreement import move_agreement
from models import Report
from rules.acts import RecordKind
from rules.agreement import Move, Status
from rules.gate_terms import Feature
from rules.reporting import REPORTED, Operation
from rules.roles import Role
from sync.message import TYPES, key_of, message_of, type_of
from tests.actions.stage import Stage
from tests.sync.receiver import VALIDATOR
from tests.sync.reports import reported
from tests.world import VAULT, make_agreement

PUBLISHED: Final = Path(__file__).parents[2] / "docs" / "sync" / "report.schema.json"


async def test_what_an_approval_and_a_void_report_is_as_the_schema_says(stage: Stage) -> None:
    agreement = await make_agreement(stage.world, status=Status.PENDING_SCHOOL, start_date="2023-07-01", monthly_pay=9000)
    school = stage.as_role(Role.SCHOOL)
    await move_agreement(school, agreement.id, Move.PASS, version=1)
    await move_agreement(school, agreement.id, Move.VOID, version=2, reason="材料有误")
    messages = [orjson.loads(await message_of(report, VAULT)) for report in await Report.all().order_by("seq")]
    for said in messages:
        VALIDATOR.validate(said)
    graduate = stage.world.graduate
    assert [said["type"] for said in messages] == ["destination.approved", "destination.withdrawn"]
    assert [said["sequence"] for said in messages] == [1, 2]
    assert messages[0]["graduate"] == {
        "schoolCode": "10001",
        "classYear": 2023,
        "examNumber": graduate.exam_number,
        "name": graduate.name,
        "idNumber": stage.world.id_number(graduate),
    }
    data = messages[0]["record"]["data"]
    assert (data["status"], data["monthlyPay"], data["startDate"]) == ("EFFECTIVE", 9000, "2023-07-01")
    assert data["employerUscc"] == stage.world.employer.uscc
    assert messages[1]["record"]["data"] == {"category": None, "status": "VOIDED"} | {"category": data["category"]}


@pytest.mark.parametrize("kind", REPORTED)
async def test_a_record_of_any_kind_that_says_nothing_but_what_it_must_is_as_the_schema_says(stage: Stage, kind: RecordKind) -> None:
    report = await reported(
        stage.world.graduate, record_kind=kind, payload={"category": None, "status": "APPROVED", **dict.fromkeys(REPORTED[kind])}
    )
    VALIDATOR.validate(orjson.loads(await message_of(report, VAULT)))


async def test_a_message_says_of_which_subject_and_which_way_and_its_key_tells_versions_and_ways_apart(stage: Stage) -> None:
    reports = [
        Report(feature=feature, operation=operation, record_kind="AGREEMENT", record_id=stage.world.graduate.id, record_version=version)
        for feature in Feature
        for operation in Operation
        for version in (1, 2)
    ]
    assert tuple(dict.fromkeys(type_of(report) for report in reports)) == TYPES
    assert len({key_of(report) for report in reports if report.feature is Feature.ARCHIVE}) == 4


async def test_a_property_that_the_schema_does_not_name_is_refused(stage: Stage) -> None:
    said = orjson.loads(await message_of(await reported(stage.world.graduate), VAULT))
    said["record"]["data"]["idNumber"] = "no"
    assert not VALIDATOR.is_valid(said)
