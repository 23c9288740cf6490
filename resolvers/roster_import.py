"""Importing a roster from a file (名册导入): asking for it, and asking for its end. A job does it; `rosterImport` watches."""

import strawberry

from actions.roster_import import begin_import, cancel_import
from resolvers.acts import act
from resolvers.context import Info, key_of, located
from rules.roles import Module, Role
from rules.roster_import import ImportMode
from schema.errors import UserError
from schema.roster_import import RosterImport
from schema.upload import Upload

WRITES = [Module.EMPLOYMENT]


@strawberry.input(description="A file that you have uploaded for this (`purpose=ROSTER`), and how it is to be imported.")
class ImportRosterInput:
    """Input of importRoster."""

    file: strawberry.ID = strawberry.field(description="The upload (名册文件). It is removed once the import is over.")
    class_year: int = strawberry.field(description="Class year (届) of all its graduates.")
    mode: ImportMode = strawberry.field(
        default=ImportMode.ALL_OR_NOTHING, description="What becomes of the rows that are right where others are not (导入方式)."
    )
    dry_run: bool = strawberry.field(default=False, description="Do everything but write (试导入): see first what would come of it.")
    make_departments: bool = strawberry.field(
        default=False,
        description="Make departments that are not there yet (自动新增院系). Otherwise their rows are at fault: often it is a slip.",
    )


@strawberry.input(description="An import that is under way.")
class CancelRosterImportInput:
    """Input of cancelRosterImport."""

    roster_import: strawberry.ID = strawberry.field(description="Which one (名册导入).")


@strawberry.type(description="The import as it stands.")
class RosterImportPayload:
    """Payload of importRoster and cancelRosterImport."""

    roster_import: RosterImport | None = strawberry.field(default=None, description="The import (名册导入); null where it was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type
class RosterImportMutation:
    """Mutations of imports."""

    @act(
        "Import a roster from a file into your school's (导入名册). It is begun at once and done by a job.",
        roles=[Role.SCHOOL],
        modules=WRITES,
    )
    async def import_roster(self, info: Info, input: ImportRosterInput) -> RosterImportPayload:
        key = await begin_import(
            info.context.acting,
            key_of(Upload, input.file),
            class_year=input.class_year,
            mode=input.mode,
            is_dry_run=input.dry_run,
            makes_departments=input.make_departments,
        )
        return RosterImportPayload(roster_import=located(RosterImport, key))

    @act(
        "End an import of your school's roster (取消导入). What an import that skips bad rows has written stays; one of all or nothing is "
        "ended before it writes, or not at all.",
        roles=[Role.SCHOOL],
        modules=WRITES,
    )
    async def cancel_roster_import(self, info: Info, input: CancelRosterImportInput) -> RosterImportPayload:
        key = await cancel_import(info.context.acting, key_of(RosterImport, input.roster_import))
        return RosterImportPayload(roster_import=located(RosterImport, key))
