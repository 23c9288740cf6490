"""Opening and closing class years (届别管理)."""

from datetime import datetime

import strawberry

import actions.class_year
from resolvers.acts import act
from resolvers.context import Info, located
from rules.roles import Role
from schema.class_year import Cohort
from schema.errors import UserError


@strawberry.input(description="Which class year to open.")
class OpenClassYearInput:
    """Input of openClassYear."""

    year: int = strawberry.field(description="The year of graduation (届), 2020 to 2100; one that there has not been.")


@strawberry.input(description="Which class year, and why.")
class ExplainedClassYearInput:
    """Input of closeClassYear and reopenClassYear."""

    year: int = strawberry.field(description="The year of graduation (届).")
    reason: str = strawberry.field(description="Why (原因), at most 500 characters; everybody can read it, and the audit keeps it.")


@strawberry.input(description="Which class year, until when, and why.")
class SetChangesUntilInput:
    """Input of setChangesUntil."""

    year: int = strawberry.field(description="The year of graduation (届).")
    until: datetime | None = strawberry.field(description="From this instant on (毕业生办理截止时间); null = never.")
    reason: str = strawberry.field(description="Why (原因), at most 500 characters; the audit keeps it.")


@strawberry.type(description="What became of an act on a class year (届别).")
class ClassYearPayload:
    """Payload of acts on class years."""

    class_year: Cohort | None = strawberry.field(
        default=None, description="The class year as it is now, with what still waits in it; null where the act was refused."
    )
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type
class ClassYearMutation:
    """Mutations of class years."""

    @act("Open a class year (开启届别). Nothing is copied into it.", roles=[Role.MINISTRY])
    async def open_class_year(self, info: Info, input: OpenClassYearInput) -> ClassYearPayload:
        year = await actions.class_year.open_class_year(info.context.acting, input.year)
        return ClassYearPayload(class_year=located(Cohort, str(year)))

    @act("Close a class year (关闭届别): it is read-only for everybody; look at its `openWork` first.", roles=[Role.MINISTRY])
    async def close_class_year(self, info: Info, input: ExplainedClassYearInput) -> ClassYearPayload:
        year = await actions.class_year.close_class_year(info.context.acting, input.year, input.reason)
        return ClassYearPayload(class_year=located(Cohort, str(year)))

    @act("Open a closed class year again (重新开启届别), for corrections that came late.", roles=[Role.MINISTRY])
    async def reopen_class_year(self, info: Info, input: ExplainedClassYearInput) -> ClassYearPayload:
        year = await actions.class_year.reopen_class_year(info.context.acting, input.year, input.reason)
        return ClassYearPayload(class_year=located(Cohort, str(year)))

    @act("Set until when graduates change what is theirs by themselves (设置毕业生办理截止时间).", roles=[Role.MINISTRY])
    async def set_changes_until(self, info: Info, input: SetChangesUntilInput) -> ClassYearPayload:
        year = await actions.class_year.set_changes_until(info.context.acting, input.year, input.until, input.reason)
        return ClassYearPayload(class_year=located(Cohort, str(year)))
