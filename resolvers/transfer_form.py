"""The forms of archives and household registrations, with what is suggested of a graduate (登记表单)."""

from typing import Annotated

import strawberry

from actions.transfer_form import Known, known_destination
from planner.errors import BadUserInput
from resolvers.context import Info, key_of
from rules.archive import suggested_transfer
from rules.codes import EMPLOYER_NATURES
from rules.destinations import CATEGORY_NAMES
from rules.errors import NotFound
from rules.hukou import suggested_migration, suggested_reason
from schema.access import ARCHIVE, HUKOU
from schema.graduate import Graduate
from schema.transfer_forms import ArchiveForm, HukouForm, archive_form, hukou_form

OfGraduate = Annotated[strawberry.ID, strawberry.argument(description="For which graduate (毕业生).")]
Category = Annotated[
    str | None,
    strawberry.argument(
        description="The category (毕业去向类别) that is being filled in beside it; where none is given, what counts for the graduate now."
    ),
]
Nature = Annotated[str | None, strawberry.argument(description="That employer's nature (单位性质), e.g. 31; used with a category.")]


async def _known(info: Info, graduate: strawberry.ID, category: str | None, nature: str | None) -> Known | None:
    """Return the destination that a suggestion hangs on. Raises BadUserInput, NotFound."""
    if category is not None and category not in CATEGORY_NAMES:
        raise BadUserInput("There is no such category.")
    if nature is not None and nature not in EMPLOYER_NATURES:
        raise BadUserInput("There is no such nature of employers.")
    found = await known_destination(info.context.acting.actor, key_of(Graduate, graduate))
    return found if category is None else Known(category, nature)


@strawberry.type
class TransferFormQuery:
    """Forms of archives and household registrations."""

    @strawberry.field(  # type: ignore[untyped-decorator]
        name="archiveForm",
        description="What the form of an archive asks for (档案转递登记表单), and what is suggested; null where you see no such graduate.",
        directives=[ARCHIVE],
    )
    async def archive_form(
        self, info: Info, graduate: OfGraduate, category: Category = None, employer_nature: Nature = None
    ) -> ArchiveForm | None:
        try:
            known = await _known(info, graduate, category, employer_nature)
        except NotFound:
            return None
        return archive_form(None if known is None else suggested_transfer(known.category, known.nature))

    @strawberry.field(  # type: ignore[untyped-decorator]
        name="hukouForm",
        description="What the form of a household registration asks for (户口迁移登记表单), and what is suggested; "
        "null where you see no such graduate.",
        directives=[HUKOU],
    )
    async def hukou_form(
        self, info: Info, graduate: OfGraduate, category: Category = None, employer_nature: Nature = None
    ) -> HukouForm | None:
        try:
            known = await _known(info, graduate, category, employer_nature)
        except NotFound:
            return None
        if known is None:
            return hukou_form(None, None)
        return hukou_form(suggested_migration(known.category, known.nature), suggested_reason(known.category))
