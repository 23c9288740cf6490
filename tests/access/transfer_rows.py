"""Archives and household registrations of every place and status, every nullable column of some of them filled."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final

from tortoise.transactions import in_transaction

from actions.flow_in import keep_blocks
from actions.trail import Act, Trail
from jobs.recount import recount
from models import ArchiveBlock, ArchiveCounters, ArchiveRecord, Audit, Graduate, HukouBlock, HukouCounters, HukouRecord
from models.database import CONNECTION
from models.transfer import TransferRecord
from rules.acts import ActName, RecordKind
from rules.agreement_terms import ReviewLevel
from rules.gate import ReviewLevels
from rules.record_terms import RecordStatus
from rules.roles import Role
from rules.transfer_terms import DispatchMode, DispatchState, MigrationReason, MigrationType, RecordSource, TransferType
from tests.access.oracle import Row
from tests.transfers import ENTRY, open_transfers
from tests.transfers import MIGRATION as ENTERED
from tests.world import NOW, SEAL, World

RECEIVER: Final[dict[str, Any]] = {
    "transfer_type": TransferType.TALENT_AGENCY,
    "receiver_name": "北京市测试区人才服务中心",
    "receiver_division": "110108",
    "receiver_address": "测试路3号",
    "receiver_postcode": "100871",
    "receiver_person": "测试联系人",
    "receiver_phone": "010-00000000",
    "dispatch_mode": DispatchMode.EMS,
    "transfer_no": "2023100010000001",
}
SENT: Final[dict[str, Any]] = {"dispatch_state": DispatchState.SENT, "sent_at": NOW, "tracking_no": "EX1"}
RETURNED: Final[dict[str, Any]] = {**SENT, "dispatch_state": DispatchState.RETURNED, "return_reason": "查无此人"}
RECEIVED: Final[dict[str, Any]] = {**SENT, "dispatch_state": DispatchState.RECEIVED, "received_at": NOW}
MIGRATION: Final[dict[str, Any]] = {
    "migration_type": MigrationType.TO_EMPLOYER,
    "migration_reason": MigrationReason.GRADUATION,
    "destination_division": "110108",
    "destination_address": "测试路4号",
    "receiving_unit": "测试测试公司",
}


@dataclass(frozen=True)
class Transfers:
    """The records that the mutations are tried on, by what is tried: of `world.school`, the last three of the graduate that asks."""

    waiting: TransferRecord
    """Waits for the lower department."""
    approved: TransferRecord
    """Not sent."""
    rejected: TransferRecord
    sent: TransferRecord


async def open_features(world: World) -> None:
    """Open both features where most of the stage is, before what is not set up is looked for."""
    await open_transfers(world)


async def write_transfers(world: World, rejected: Graduate, sent: Graduate) -> tuple[Transfers, Transfers]:
    """Write records of both kinds: of every department, and of one that a graduate has left since."""
    made: list[dict[str, TransferRecord]] = []
    for model, said in ((ArchiveRecord, RECEIVER), (HukouRecord, MIGRATION)):
        way = (RETURNED, SENT, RECEIVED) if model is ArchiveRecord else ({}, {}, {})
        failed: dict[str, Any] = {"rejected_by": ReviewLevel.SCHOOL, "status_reason": "地址不详"}
        made.append(
            {
                "own": await make_transfer(model, world.graduate, RecordStatus.APPROVED, **said, **way[0]),
                "waiting": await make_transfer(model, world.classmate, RecordStatus.PENDING_DEPARTMENT, **said),
                "approved": await make_transfer(model, world.directed_graduate, RecordStatus.APPROVED, **said),
                "former": await make_transfer(model, world.former_graduate, RecordStatus.CANCELLED, **said),
                "rejected": await make_transfer(model, rejected, RecordStatus.REJECTED, **said, **failed),
                "sent": await make_transfer(model, sent, RecordStatus.APPROVED, **said, **way[1]),
                "near": await make_transfer(model, world.neighbour_graduate, RecordStatus.APPROVED, **said, **way[2]),
                "far": await make_transfer(model, world.far_graduate, RecordStatus.PENDING_SCHOOL, **said),
            }
        )
    await Graduate.all().update(hukou_in_school=True)
    assert await recount(fixed_under=SEAL)
    archives, hukou = ({name: each[name] for name in ("waiting", "approved", "rejected", "sent")} for each in made)
    return Transfers(**archives), Transfers(**hukou)


async def make_transfer(model: Any, graduate: Graduate, status: RecordStatus, **said: Any) -> Any:
    """Write one record of either kind; it is not counted."""
    scope = ("school_id", "province_code", "department_id", "person_id", "class_year")
    return await model.create(
        graduate_id=graduate.id,
        **{column: getattr(graduate, column) for column in scope},
        review_levels=ReviewLevels.DEPARTMENT_THEN_SCHOOL,
        status=status,
        source=RecordSource.GRADUATE,
        is_change=False,
        created_at=NOW,
        **said,
    )


async def enter_transfers(world: World) -> None:
    """Enter an act on each record, by an account of the school."""
    acts = [
        Act(
            ActName(f"{kind}_PASS"),
            kind,
            record.id,
            record.province_code,
            school_id=record.school_id,
            class_year=record.class_year,
            before="PENDING_SCHOOL",
            after="APPROVED",
            reason="材料齐全",
        )
        for kind, model in ((RecordKind.ARCHIVE, ArchiveRecord), (RecordKind.HUKOU, HukouRecord))
        for record in await model.all()
    ]
    async with in_transaction(CONNECTION):
        await Trail(world.actor(Role.SCHOOL), NOW, SEAL).record(*acts)


async def write_blocks(records: Iterable[Any]) -> None:
    """Write what the forms of destinations say beside them."""
    said = {RecordKind.ARCHIVE: asdict(ENTRY), RecordKind.HUKOU: asdict(ENTERED)}
    for record in records:
        await keep_blocks(record, said, NOW)


async def block_rows() -> list[Row]:
    """Return them as they can be asked for."""
    return [
        Row(f"{kind}Block", each.id, each.province_code, each.school_id, each.department_id, each.person_id, graduate=each.graduate_id)
        for kind, model in (("Archive", ArchiveBlock), ("Hukou", HukouBlock))
        for each in await model.all()
    ]


async def transfer_rows() -> list[Row]:
    """Return the records, what happened to them, and the counters."""
    rows: list[Row] = []
    for kind, model in (("Archive", ArchiveRecord), ("Hukou", HukouRecord)):
        records: dict[str, Any] = {str(each.id): each for each in await model.all()}
        for each in records.values():
            stands = f"APPROVED {each.dispatch_state}" if each.status is RecordStatus.APPROVED and kind == "Archive" else each.status
            scope = (each.province_code, each.school_id, each.department_id, each.person_id)
            standing = (kind.upper(), str(stands))
            rows.append(
                Row(
                    f"{kind}Record",
                    each.id,
                    *scope,
                    graduate=each.graduate_id,
                    class_year=each.class_year,
                    standing=standing,
                    record=each.id,
                )
            )
        for entry in await Audit.filter(record_kind=kind.upper()):
            of = records[entry.record_id]
            scope = (of.province_code, of.school_id, of.department_id, of.person_id)
            rows.append(Row(f"{kind}Event", entry.id, *scope, account=entry.account_id, record=of.id))
    for type_, counters in (("SchoolArchiveStatistics", ArchiveCounters), ("SchoolHukouStatistics", HukouCounters)):
        rows += [Row(type_, each.id, each.province_code, each.school_id, class_year=each.class_year) for each in await counters.all()]
    return rows
