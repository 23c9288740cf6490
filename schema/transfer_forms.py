"""The forms of archives and household registrations (登记表单) as clients draw them: out of the tables that what is sent is checked by."""

from collections.abc import Iterator, Mapping

import strawberry

from rules.archive import ARCHIVE_USES, DISPATCH_MODE, RECEIVER, TextField
from rules.hukou import DESTINATION, HUKOU_USES, MIGRATION_REASON, REASONS
from rules.registration_fields import Content, Use
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
from schema.registration_forms import CodeEntry


@strawberry.type(description="One field of a form of an archive or a household registration (表单字段).")
class TransferFormField:
    """One field."""

    name: str = strawberry.field(description="Its name in the input (字段标识), e.g. receiverName.")
    label: str = strawberry.field(description="What the form calls it (字段名称), e.g. 档案接收单位名称.")
    use: Use = strawberry.field(description="Whether it is to be filled (填写要求).")
    content: Content = strawberry.field(description="What may stand in it (内容).")
    longest: int | None = strawberry.field(description="How many characters at most (最大长度), of a text.")
    codes: list[CodeEntry] | None = strawberry.field(description="What it may be (可选值), where that is a list.")


@strawberry.type(description="A place where an archive may go, and what its form asks for then (转递类型).")
class ArchiveFormType:
    """One type of transfer."""

    transfer_type: TransferType = strawberry.field(description="Which (转递类型).")
    label: str = strawberry.field(description="Its name, e.g. 转至单位.")
    fields: list[TransferFormField] = strawberry.field(description="The fields (字段), in the order of the form.")


@strawberry.type(description="What the form of an archive asks for (档案转递登记表单).")
class ArchiveForm:
    """The form of archives."""

    types: list[ArchiveFormType] = strawberry.field(description="Where an archive may go (转递类型).")
    suggested: TransferType | None = strawberry.field(
        description="Where it commonly goes with such a destination (建议转递类型); null where you read no destinations and name none."
    )


@strawberry.type(description="A place where a household registration may go, and what its form asks for then (迁移类型).")
class HukouFormType:
    """One type of migration."""

    migration_type: MigrationType = strawberry.field(description="Which (迁移类型).")
    label: str = strawberry.field(description="Its name, e.g. 迁往单位.")
    fields: list[TransferFormField] = strawberry.field(description="The fields (字段), in the order of the form.")


@strawberry.type(description="What the form of a household registration asks for (户口迁移登记表单).")
class HukouForm:
    """The form of household registrations."""

    types: list[HukouFormType] = strawberry.field(description="Where a registration may go (迁移类型).")
    suggested: MigrationType | None = strawberry.field(
        description="Where it commonly goes with such a destination (建议迁移类型); null where you read no destinations and name none."
    )
    suggested_reason: MigrationReason | None = strawberry.field(description="Why it goes then (建议迁移原因); null likewise.")


def archive_form(suggested: TransferType | None) -> ArchiveForm:
    """Return the form of archives."""
    types = [
        ArchiveFormType(transfer_type=type_, label=TRANSFER_TYPE_NAMES[type_], fields=[*_texts(RECEIVER, uses), _mode(uses)])
        for type_, uses in ARCHIVE_USES.items()
    ]
    return ArchiveForm(types=types, suggested=suggested)


def hukou_form(suggested: MigrationType | None, reason: MigrationReason | None) -> HukouForm:
    """Return the form of household registrations."""
    types = [
        HukouFormType(migration_type=type_, label=MIGRATION_TYPE_NAMES[type_], fields=[_reason(type_, uses), *_texts(DESTINATION, uses)])
        for type_, uses in HUKOU_USES.items()
    ]
    return HukouForm(types=types, suggested=suggested, suggested_reason=reason)


def _texts(fields: tuple[TextField, ...], uses: Mapping[str, Use]) -> Iterator[TransferFormField]:
    for field in fields:
        yield TransferFormField(
            name=field.name, label=field.label, use=uses[field.name], content=field.content, longest=field.longest, codes=None
        )


def _choice(name: str, label: str, use: Use, codes: Mapping[str, str]) -> TransferFormField:
    entries = [CodeEntry(code=code, label=text) for code, text in codes.items()]
    return TransferFormField(name=name, label=label, use=use, content=Content.CODE, longest=None, codes=entries)


def _mode(uses: Mapping[str, Use]) -> TransferFormField:
    name, label = DISPATCH_MODE
    modes = [] if uses[name] is Use.FORBIDDEN else list(DispatchMode)
    return _choice(name, label, uses[name], {mode: DISPATCH_MODE_NAMES[mode] for mode in modes})


def _reason(type_: MigrationType, uses: Mapping[str, Use]) -> TransferFormField:
    name, label = MIGRATION_REASON
    return _choice(name, label, uses[name], {reason: MIGRATION_REASON_NAMES[reason] for reason in REASONS.get(type_, ())})
