"""Archives and household registrations in tests: what is registered, and schools at which it can be."""

from typing import Any, Final

from models import FeatureSwitch, SchoolSetup
from rules.archive import ArchiveEntry
from rules.gate import Feature, ReviewLevels
from rules.hukou import HukouEntry
from rules.transfer_terms import DispatchMode, MigrationReason, MigrationType, TransferType
from tests.world import OPEN_YEAR, World

ENTRY: Final = ArchiveEntry(
    transfer_type=TransferType.TALENT_AGENCY,
    receiver_name="北京市测试区人才服务中心",
    receiver_division="110108",
    receiver_address="测试路3号",
    receiver_postcode="100871",
    receiver_person="测试联系人",
    receiver_phone="010-00000000",
    dispatch_mode=DispatchMode.EMS,
)
MIGRATION: Final = HukouEntry(
    migration_type=MigrationType.TO_EMPLOYER,
    migration_reason=MigrationReason.GRADUATION,
    destination_division="110108",
    destination_address="测试路4号",
    receiving_unit="测试测试公司",
)


async def open_transfers(world: World, levels: ReviewLevels = ReviewLevels.DEPARTMENT_THEN_SCHOOL) -> None:
    """Open both features in 11, and set them up at `world.school`."""
    for feature in (Feature.ARCHIVE, Feature.HUKOU):
        await FeatureSwitch.get_or_create(province_id="11", feature=feature)
        of_year: dict[str, Any] = {"school": world.school, "province_code": "11", "class_year": OPEN_YEAR}
        await SchoolSetup.create(**of_year, feature=feature, review_levels=levels, reply_days=5, contact="档案室 010-00000000")
