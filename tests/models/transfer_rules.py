"""What the database refuses of archives and household registrations: an approved one and an open one of each are there."""

from dataclasses import asdict
from typing import Any, Final

from actions.counters import begin_counters
from actions.flow_in import keep_blocks
from models import ArchiveRecord, Graduate, HukouRecord, Registration
from rules.acts import RecordKind
from rules.archive import ARCHIVE_COLUMNS
from rules.gate import ReviewLevels
from rules.hukou import HUKOU_COLUMNS
from rules.record_terms import RecordStatus
from rules.transfer_terms import MigrationReason, MigrationType, RecordSource, TransferType
from tests.transfers import ENTRY, MIGRATION
from tests.world import NOW, World

_APPROVED: Final = "WHERE status = 'APPROVED'"


def _shared(table: str) -> dict[str, list[str]]:
    return {
        f"{table}_status_known": [f"UPDATE {table} SET status = 'HOPED' WHERE status = 'APPROVED'"],
        f"{table}_status_of_its_life": [f"UPDATE {table} SET status = 'VOIDED' WHERE status = 'APPROVED'"],
        f"{table}_review_levels_known": [f"UPDATE {table} SET review_levels = 'NOBODY'"],
        f"{table}_rejected_by_known": [f"UPDATE {table} SET status = 'REJECTED', rejected_by = 'PROVINCE' WHERE status = 'PENDING_SCHOOL'"],
        f"{table}_rejected_by_where_rejected": [
            f"UPDATE {table} SET rejected_by = 'SCHOOL'",
            f"UPDATE {table} SET status = 'REJECTED' WHERE status = 'PENDING_SCHOOL'",
        ],
        f"{table}_source_known": [f"UPDATE {table} SET source = 'HEARSAY'"],
        f"{table}_version_positive": [f"UPDATE {table} SET version = 0"],
        f"{table}_copies_graduate": [
            f"UPDATE {table} SET province_code = '31'",
            f"UPDATE {table} SET department_id = (SELECT id FROM department WHERE name = 'rr')",
            f"UPDATE {table} SET class_year = 2022",
            f"UPDATE {table} SET graduate_id = (SELECT id FROM graduate WHERE name = '邻家生')",
        ],
    }


def _of_block(table: str) -> dict[str, list[str]]:
    return {
        f"{table}_copies_record": [
            f"UPDATE {table} SET id = '00000000-0000-7000-8000-000000000001'",
            f"UPDATE {table} SET province_code = '31'",
            f"UPDATE {table} SET department_id = (SELECT id FROM department WHERE name = 'RR')",
            f"UPDATE {table} SET graduate_id = (SELECT id FROM graduate WHERE name = '邻家生')",
        ],
    }


OF_TRANSFERS: Final[dict[str, list[str]]] = {
    **_of_block("archive_block"),
    **_of_block("hukou_block"),
    "archive_block_transfer_type_known": ["UPDATE archive_block SET transfer_type = 'MOON'"],
    "archive_block_dispatch_mode_known": ["UPDATE archive_block SET dispatch_mode = 'ONESELF'"],
    "archive_block_receiver_unless_kept": [
        "UPDATE archive_block SET receiver_name = NULL",
        "UPDATE archive_block SET transfer_type = 'KEEP_AT_SCHOOL'",
    ],
    "hukou_block_migration_type_known": ["UPDATE hukou_block SET migration_type = 'MOON'"],
    "hukou_block_migration_reason_known": ["UPDATE hukou_block SET migration_reason = 'WHIM'"],
    "hukou_block_destination_unless_kept": [
        "UPDATE hukou_block SET destination_address = NULL",
        "UPDATE hukou_block SET migration_reason = NULL",
        "UPDATE hukou_block SET migration_type = 'KEEP'",
    ],
    **_shared("archive_record"),
    **_shared("hukou_record"),
    "archive_record_transfer_type_known": ["UPDATE archive_record SET transfer_type = 'MOON'"],
    "archive_record_dispatch_mode_known": ["UPDATE archive_record SET dispatch_mode = 'ONESELF'"],
    "archive_record_dispatch_state_known": [f"UPDATE archive_record SET dispatch_state = 'LOST', sent_at = created_at {_APPROVED}"],
    "archive_record_receiver_unless_kept": [
        "UPDATE archive_record SET receiver_name = NULL",
        "UPDATE archive_record SET transfer_type = 'KEEP_AT_SCHOOL'",
        "UPDATE archive_record SET transfer_type = 'KEEP_AT_SCHOOL', receiver_name = NULL, dispatch_state = 'SENT', sent_at = created_at "
        f"{_APPROVED}",
    ],
    "archive_record_sent_once_approved": [
        "UPDATE archive_record SET dispatch_state = 'SENT', sent_at = created_at WHERE status = 'PENDING_SCHOOL'"
    ],
    "archive_record_sent_at_a_moment": [
        f"UPDATE archive_record SET dispatch_state = 'SENT' {_APPROVED}",
        "UPDATE archive_record SET sent_at = created_at",
    ],
    "archive_record_received_at_a_moment": [
        f"UPDATE archive_record SET dispatch_state = 'RECEIVED', sent_at = created_at {_APPROVED}",
        "UPDATE archive_record SET received_at = created_at",
    ],
    "archive_record_returned_for_a_reason": [
        f"UPDATE archive_record SET dispatch_state = 'RETURNED', sent_at = created_at {_APPROVED}",
        "UPDATE archive_record SET return_reason = '查无此人'",
    ],
    "hukou_record_migration_type_known": ["UPDATE hukou_record SET migration_type = 'MOON'"],
    "hukou_record_migration_reason_known": ["UPDATE hukou_record SET migration_reason = 'WHIM'"],
    "hukou_record_destination_unless_kept": [
        "UPDATE hukou_record SET destination_address = NULL",
        "UPDATE hukou_record SET migration_reason = NULL",
        "UPDATE hukou_record SET migration_type = 'KEEP'",
    ],
    **{
        f"{table}_{column}": [f"UPDATE {table} SET {column} = -1"]
        for table, columns in (("archive_counters", ARCHIVE_COLUMNS), ("hukou_counters", HUKOU_COLUMNS))
        for column in columns
    },
    **{f"{table}_version_from_zero": [f"UPDATE {table} SET version = -1"] for table in ("archive_counters", "hukou_counters")},
}
"""Rule -> statements of which each breaks it and no other."""
OF_TRANSFERS_UNNAMED: Final = {
    "a UUID is one": "UPDATE change SET school_id = 'x'",
    "a number is one": "UPDATE agreement SET monthly_pay = 'much'",
    "a counted school's province is its own": "UPDATE signing_counters SET province_code = '31' WHERE graduates > 1",
    "a school is counted once a class year": "UPDATE signing_counters SET class_year = 2023",
    "a graduate has one open archive": "UPDATE archive_record SET status = 'PENDING_DEPARTMENT'",
    "a graduate has one approved archive": "UPDATE archive_record SET status = 'APPROVED'",
    "a graduate has one open household registration": "UPDATE hukou_record SET status = 'PENDING_DEPARTMENT'",
    "a graduate has one approved household registration": "UPDATE hukou_record SET status = 'APPROVED'",
    "archives are counted once a class year": "UPDATE archive_counters SET class_year = 2023",
    "household registrations are counted once a class year": "UPDATE hukou_counters SET class_year = 2023",
}


async def begin_transfers(world: World) -> None:
    """Write them, of one graduate, and what a registration of another one says beside its destination."""
    registration = await Registration.get(graduate_id=world.classmate.id)
    await keep_blocks(registration, {RecordKind.ARCHIVE: asdict(ENTRY), RecordKind.HUKOU: asdict(MIGRATION)}, NOW)
    await begin_counters(world.school, 2023)
    graduate = await Graduate.get(id=world.graduate.id)
    scope = ("school_id", "province_code", "department_id", "person_id", "class_year")
    copied: dict[str, Any] = {"graduate_id": graduate.id, **{column: getattr(graduate, column) for column in scope}}
    for status in (RecordStatus.APPROVED, RecordStatus.PENDING_SCHOOL):
        stands: dict[str, Any] = {
            "status": status,
            "review_levels": ReviewLevels.SCHOOL_ONLY,
            "source": RecordSource.GRADUATE,
            "is_change": status is not RecordStatus.APPROVED,
        }
        await ArchiveRecord.create(**copied, **stands, transfer_type=TransferType.ORIGIN, receiver_name="测试市档案馆")
        there: dict[str, Any] = {"migration_type": MigrationType.BACK_TO_ORIGIN, "migration_reason": MigrationReason.GRADUATION}
        await HukouRecord.create(**copied, **stands, **there, destination_address="测试路6号")
