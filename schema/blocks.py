"""What the form of a destination says of the archive and the household registration: read by whoever reads these modules alone."""

from datetime import datetime

import models
from auth.scope import Rows
from rules.transfer_terms import (
    DISPATCH_MODE_NAMES,
    MIGRATION_REASON_NAMES,
    MIGRATION_TYPE_NAMES,
    TRANSFER_TYPE_NAMES,
    DispatchMode,
    MigrationReason,
    MigrationType,
    TransferType,
)
from schema.archive import OF_ARCHIVES
from schema.fields import column, entity, label
from schema.hukou import OF_HUKOU
from schema.record import labels_of
from schema.relay import Node


@entity(models.ArchiveBlock, scope=Rows.ARCHIVE_RECORD, access=OF_ARCHIVES)
class ArchiveBlock(Node):
    """What a destination's form says of the archive (随去向填报的档案信息). Once that is approved, `ArchiveRecord` says what holds."""

    transfer_type: TransferType = column("Where it goes (转递类型).")
    transfer_type_label: str | None = label("Where it goes, as lists print it (转递类型).", labels_of("transfer_type", TRANSFER_TYPE_NAMES))
    receiver_name: str | None = column("Who receives it (档案接收单位名称); null where it stays at the school, as are the next five.")
    receiver_division: str | None = column("Where that is (档案接收单位所在地), GB/T 2260.")
    receiver_address: str | None = column("Its address (档案接收单位地址), to the door.")
    receiver_postcode: str | None = column("Its postcode (邮编).")
    receiver_person: str | None = column("Whom to ask there (接收联系人).")
    receiver_phone: str | None = column("Their telephone (接收联系电话).")
    dispatch_mode: DispatchMode | None = column("How it is to travel (转递方式).")
    dispatch_mode_label: str | None = label("How, as lists print it (转递方式).", labels_of("dispatch_mode", DISPATCH_MODE_NAMES))
    created_at: datetime = column("When it was filled in (填报时间).")


@entity(models.HukouBlock, scope=Rows.HUKOU_RECORD, access=OF_HUKOU)
class HukouBlock(Node):
    """What a destination's form says of the household registration (随去向填报的户口信息). Once that is approved, `HukouRecord` holds."""

    migration_type: MigrationType = column("Where it goes (迁移类型).")
    migration_type_label: str | None = label(
        "Where it goes, as lists print it (迁移类型).", labels_of("migration_type", MIGRATION_TYPE_NAMES)
    )
    migration_reason: MigrationReason | None = column("Why it goes (迁移原因); null where it stays at the school, as are the next three.")
    migration_reason_label: str | None = label("Why, as lists print it (迁移原因).", labels_of("migration_reason", MIGRATION_REASON_NAMES))
    destination_division: str | None = column("Where to (迁往地), GB/T 2260.")
    destination_address: str | None = column("The address there (迁往地址).")
    receiving_unit: str | None = column("To whom (接收单位); null where it goes to nobody.")
    created_at: datetime = column("When it was filled in (填报时间).")
