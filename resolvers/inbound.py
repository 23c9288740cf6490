"""What a province's own system (省级自建系统) hands in of what was approved there."""

from typing import Any, Final

import strawberry

from actions.archive import archive_columns
from actions.hukou import hukou_columns
from actions.inbound import Form, Handed, Imported, Withdrawal, import_many
from actions.inbound_graduate import Named
from actions.registration import approved_columns
from resolvers.acts import act, plain
from resolvers.archive import ArchiveEntryInput
from resolvers.context import Info
from resolvers.hukou import HukouEntryInput
from resolvers.registration import DestinationDetailsInput
from resolvers.supplement import PaperAgreementInput
from rules.acts import RecordKind
from rules.inbound import LONGEST_SOURCE_ID, MOST_IMPORTED_AT_ONCE, Ending, ImportOutcome
from rules.roles import Module, Role
from schema.errors import UserError, user_error

TYPES: Final = {
    RecordKind.REGISTRATION: "DestinationRegistration",
    RecordKind.SUPPLEMENT: "Supplement",
    RecordKind.ARCHIVE: "ArchiveRecord",
    RecordKind.HUKOU: "HukouRecord",
}
"""Kind of record -> the type that its ID names."""


@strawberry.input(description="A graduate of your province, as both systems know it: all that is given must be true of it.")
class GraduateReferenceInput:
    """By which a graduate is found."""

    school_code: str = strawberry.field(description="The school's code (院校代码), five digits.")
    class_year: int = strawberry.field(description="Class year (届).")
    name: str = strawberry.field(description="The graduate's name (姓名), exactly.")
    exam_number: str | None = strawberry.field(default=None, description="Exam number (考生号); this or the identity number, or both.")
    id_number: str | None = strawberry.field(default=None, description="The whole identity number (身份证号).")

    @property
    def named(self) -> Named:
        """What the action is given."""
        return Named(
            school_code=self.school_code,
            class_year=self.class_year,
            name=self.name,
            exam_number=self.exam_number,
            id_number=self.id_number,
        )


@strawberry.input(description="That a record counts no more over there.")
class WithdrawalInput:
    """How it ended."""

    ending: Ending = strawberry.field(description="How it ended (撤回方式).")
    reason: str = strawberry.field(description="Why (撤回原因), at most 500 characters.")


@strawberry.input(
    description="One version of one record that a school has approved in your system: whose it is, and exactly one of its parts."
)
class ApprovedRecordInput:
    """One of the records of importApprovedRecords."""

    source_id: str = strawberry.field(
        description=f"What your system knows the record by (来源编号), 1 to {LONGEST_SOURCE_ID} visible ASCII characters; "
        "the same in each version."
    )
    source_version: int = strawberry.field(
        description="Its version over there (记录版本), from 1: a higher one takes the place of a lower one, withdrawals included."
    )
    graduate: GraduateReferenceInput | None = strawberry.field(
        default=None, description="Whose it is (毕业生); not given with a withdrawal, which the number says all of."
    )
    registration: DestinationDetailsInput | None = strawberry.field(
        default=None,
        description="A destination that is no agreement (去向登记), of any of the 14 categories; what proves it stays with you.",
    )
    paper_agreement: PaperAgreementInput | None = strawberry.field(
        default=None, description="An agreement in force (就业协议), under its own number; here it is as a paper agreement is (补登)."
    )
    archive: ArchiveEntryInput | None = strawberry.field(default=None, description="Where the archive goes (档案转递信息).")
    hukou: HukouEntryInput | None = strawberry.field(default=None, description="Where the household registration goes (户口迁移信息).")
    withdrawal: WithdrawalInput | None = strawberry.field(default=None, description="That the record counts no more (撤回).")

    @property
    def contents(self) -> dict[str, Form]:
        """What the record says, by part."""
        forms: dict[str, Form] = {}
        if self.registration is not None:
            details = self.registration
            forms["registration"] = lambda _: approved_columns(details.category, details.values)
        if self.paper_agreement is not None:
            paper = self.paper_agreement.paper
            forms["paperAgreement"] = lambda _: paper.columns
        if self.archive is not None:
            entry = self.archive.entry
            forms["archive"] = lambda graduate: archive_columns(entry, graduate.name)
        if self.hukou is not None:
            migration = self.hukou.entry
            forms["hukou"] = lambda _: hukou_columns(migration)
        return forms

    @property
    def handed(self) -> Handed:
        """What the action is given."""
        said: dict[str, Any] = plain(self)
        # What another version of this API asks for, and nobody gives, does not make the same record another one.
        said = {part: given(value) for part, value in said.items() if part not in {"graduate", "source_version"} and value is not None}
        withdrawal = self.withdrawal
        return Handed(
            source_id=self.source_id,
            source_version=self.source_version,
            graduate=None if self.graduate is None else self.graduate.named,
            contents=self.contents,
            withdrawal=None if withdrawal is None else Withdrawal(withdrawal.ending, withdrawal.reason),
            said=said,
        )


def given(value: Any) -> Any:
    """Return a part without what it leaves out."""
    return {name: each for name, each in value.items() if each is not None} if isinstance(value, dict) else value


@strawberry.input(description="Records as your system approved them, in the order in which they happened.")
class ImportApprovedRecordsInput:
    """Input of importApprovedRecords."""

    records: list[ApprovedRecordInput] = strawberry.field(
        description=f"1 to {MOST_IMPORTED_AT_ONCE} records (已审核的记录); each is imported or refused by itself, one after the other."
    )


@strawberry.type(description="What became of one record of importApprovedRecords (单条导入结果).")
class ImportedRecordResult:
    """One of the results."""

    source_id: str = strawberry.field(description="Which record (来源编号), as it was given.")
    source_version: int = strawberry.field(description="Which version of it (记录版本), as it was given.")
    outcome: ImportOutcome = strawberry.field(description="What became of it (导入结果).")
    current_version: int | None = strawberry.field(
        default=None, description="The version of the record that counts here now (当前版本); null where none was imported yet."
    )
    record: strawberry.ID | None = strawberry.field(
        default=None, description="The record that it is here (本系统记录); null where it was refused, or withdrawn before it ever came."
    )
    user_errors: list[UserError] = strawberry.field(
        default_factory=list, description="Everything at fault (不通过原因), with the paths of fields; empty unless it was refused."
    )


@strawberry.type(description="What became of importApprovedRecords (导入已审核的记录).")
class ImportApprovedRecordsPayload:
    """Payload of importApprovedRecords."""

    results: list[ImportedRecordResult] = strawberry.field(default_factory=list, description="One for each record, in the order given.")
    user_errors: list[UserError] = strawberry.field(
        default_factory=list, description="Why nothing was looked at at all; what one record was refused for is in its result."
    )


def result_of(imported: Imported) -> ImportedRecordResult:
    """Return what became of a record as a client reads it."""
    kind, key = imported.kind, imported.record_id
    return ImportedRecordResult(
        source_id=imported.handed.source_id,
        source_version=imported.handed.source_version,
        outcome=imported.outcome,
        current_version=imported.version,
        record=None if kind is None or imported.refusals else strawberry.ID(f"{TYPES[kind]}:{key}"),
        user_errors=[user_error(each) for each in imported.refusals],
    )


@strawberry.type
class InboundMutation:
    """Mutations of provinces' own systems."""

    @act(
        "Import what schools have approved in your province's own system (导入自建系统已审核的记录): it counts as what is approved here. "
        "Each version of each record is taken once, however often it is sent.",
        roles=[Role.PROVINCE],
        modules=[*Module],
        once=False,
        by_systems=True,
    )
    async def import_approved_records(self, info: Info, input: ImportApprovedRecordsInput) -> ImportApprovedRecordsPayload:
        context = info.context
        imported = await import_many(context.acting, [each.handed for each in input.records], context.throttle)
        return ImportApprovedRecordsPayload(results=[result_of(each) for each in imported])
