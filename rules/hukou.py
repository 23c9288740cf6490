"""Household registrations (户口迁移): what is registered of them, which of it goes with what, and what is suggested (guide section 6)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rules.acts import RecordKind
from rules.agreement_terms import Guard
from rules.archive import TextField
from rules.employer import is_division
from rules.errors import InvalidInput
from rules.gate_terms import Feature
from rules.registration_fields import Content, Use
from rules.transfer import NEEDED, REGISTERED, STATUSES, life_of, type_counter
from rules.transfer_terms import MigrationReason, MigrationType

HUKOU: Final = life_of(RecordKind.HUKOU, Feature.HUKOU, Guard.HUKOU_IN_SCHOOL)

HUKOU_COLUMNS: Final = (NEEDED, REGISTERED, *(status.lower() for status in STATUSES), *map(type_counter, MigrationType))
"""Every column of the counters of household registrations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HukouEntry:
    """What is registered of a household registration, trimmed; what is not said is None."""

    migration_type: MigrationType
    migration_reason: MigrationReason | None = None
    destination_division: str | None = None
    destination_address: str | None = None
    receiving_unit: str | None = None


DESTINATION: Final = (
    TextField("destination_division", "destinationDivision", "迁往地", 6, Content.DIVISION),
    TextField("destination_address", "destinationAddress", "迁往地址", 100),
    TextField("receiving_unit", "receivingUnit", "接收单位", 60),
)
"""Where a registration that leaves the school goes."""
MIGRATION_REASON: Final = ("migrationReason", "迁移原因")
"""Why it goes: what a form asks for beside these texts."""
HAS_UNIT: Final = frozenset({MigrationType.TO_EMPLOYER, MigrationType.TO_TALENT_MARKET, MigrationType.TO_SCHOOL})
"""Types that go to somebody, who must be named; of the others nobody is."""


_FIELDS: Final = (MIGRATION_REASON[0], *(field.name for field in DESTINATION))


def _uses(type_: MigrationType) -> Mapping[str, Use]:
    if type_ is MigrationType.KEEP:
        return dict.fromkeys(_FIELDS, Use.FORBIDDEN)
    return {**dict.fromkeys(_FIELDS, Use.REQUIRED), "receivingUnit": Use.REQUIRED if type_ in HAS_UNIT else Use.FORBIDDEN}


HUKOU_USES: Final[Mapping[MigrationType, Mapping[str, Use]]] = {type_: _uses(type_) for type_ in MigrationType}
"""Type -> field -> how a form of this type uses it: what is checked, and what clients draw (`hukouForm`)."""
REASONS: Final[Mapping[MigrationType, tuple[MigrationReason, ...]]] = {
    type_: (MigrationReason.FURTHER_STUDY,) if type_ is MigrationType.TO_SCHOOL else tuple(MigrationReason)
    for type_ in MigrationType
    if type_ is not MigrationType.KEEP
}
"""Type -> the reasons that a form of this type takes."""


def hukou_problems(entry: HukouEntry) -> Iterator[InvalidInput]:
    """Yield everything that is wrong with what is registered, in the order of its fields."""
    uses, (name, label) = HUKOU_USES[entry.migration_type], MIGRATION_REASON
    if entry.migration_reason is None:
        if uses[name] is Use.REQUIRED:
            yield InvalidInput(name, f"{label}不能为空")
    elif uses[name] is Use.FORBIDDEN:
        yield InvalidInput(name, f"户口保留在校时不填写{label}")
    elif entry.migration_reason not in REASONS[entry.migration_type]:
        yield InvalidInput(name, "迁往就读学校的，迁移原因须为升学")
    for field in DESTINATION:
        value, use = getattr(entry, field.attribute), uses[field.name]
        if value is None:
            if use is Use.REQUIRED:
                yield InvalidInput(field.name, f"{field.label}不能为空")
        elif use is Use.FORBIDDEN:
            kept = entry.migration_type is MigrationType.KEEP
            yield InvalidInput(field.name, f"户口保留在校时不填写{field.label}" if kept else f"该迁移类型不填写{field.label}")
        elif field.content is Content.DIVISION and not is_division(value):
            yield InvalidInput(field.name, f"{field.label}须为六位行政区划代码")


_SOLVES_HUKOU: Final = frozenset({"10", "20", "21", "22", "23", "25", "29", "31"})
"""Natures of employers that commonly take the registrations of whom they employ."""
_BY_CATEGORY: Final[Mapping[str, MigrationType]] = {"80": MigrationType.TO_SCHOOL}


def suggested_migration(category: str | None, nature: str | None) -> MigrationType:
    """Return where the registration of a graduate with such a destination commonly goes; back where nothing else is known."""
    if category in {"10", "11"} and nature in _SOLVES_HUKOU:
        return MigrationType.TO_EMPLOYER
    return _BY_CATEGORY.get(category or "", MigrationType.BACK_TO_ORIGIN)


def suggested_reason(category: str | None) -> MigrationReason:
    """Return why it goes: 升学 of whoever studies on in China, 毕业 of everybody else, also of who goes abroad."""
    return MigrationReason.FURTHER_STUDY if category == "80" else MigrationReason.GRADUATION
