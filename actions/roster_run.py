"""Doing an import of a roster: reading, comparing, writing, a portion at a time, each a transaction that also says how far it is.

Whoever runs it holds a lease that every portion renews. If it dies, whoever takes the import up goes on behind the last portion that
was committed; nothing is read, told, counted or written twice.
"""

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, Self
from uuid import UUID

from tortoise.expressions import F

from actions.access import require_writer
from actions.context import ActionContext
from actions.roster_import import import_act, is_bound
from actions.roster_reading import Checked, Reader, put_aside
from actions.roster_writing import MOST_NEW_DEPARTMENTS, Compared, Portion, compare, count_to_write, find_twins, next_portion, write
from actions.trail import Trail
from actions.transaction import one_transaction, whole_action_retried
from actions.upload import roster_content
from auth.accounts import actor_of
from auth.vault import SealBroken
from models import ClassYear, RosterImport, RosterProblem, RosterRow, School, Upload
from models.base import new_id
from models.bulk import columns_of_table, writer
from rules.acts import ActName
from rules.errors import LevelTooLow
from rules.files import FileRefused, MediaType
from rules.gate import ClassYearState
from rules.roles import Module
from rules.roster_import import LEASE, MOST_PROBLEMS, Fate, ImportMode, ImportPhase, ImportState
from rules.roster_sheet import RowProblem, SheetRefused, columns_of
from storage.blobs import Blobs
from storage.sheets import MOST_SECONDS, Sheet, SheetRow, read_sheet

READ_TOGETHER: Final = 500
COMPARED_TOGETHER: Final = 1_000
WRITTEN_TOGETHER: Final = 500
"""Rows of one transaction: many enough to be fast, few enough that nobody who writes in the same school waits long."""
OPENING: Final = timedelta(seconds=MOST_SECONDS) + LEASE
"""How long a holder has the import for, once it begins to open the file."""
_DEPARTMENTS_LIMIT: Final = 2_000
_COUNTS: Final[Mapping[Fate, str]] = {
    Fate.NEW: "new_count",
    Fate.CHANGED: "changed_count",
    Fate.SAME: "same_count",
    Fate.BAD: "bad_count",
}


class LeaseLost(Exception):
    """Somebody else has taken the import up meanwhile, or it is over: whoever held it stops, having written nothing since."""


class Stop(Exception):
    """The import ends here, in this state; `refusal` is the Chinese sentence for end users, where there is one."""

    def __init__(self, state: ImportState, refusal: str | None = None, problems: Sequence[RowProblem] = ()) -> None:
        super().__init__(state)
        self.state = state
        self.refusal = refusal
        self.problems = problems


class ImportRun:
    """One import in the hands of one holder. `job` is its row as the last portion left it."""

    def __init__(self, ctx: ActionContext, job: RosterImport, holder: UUID, blobs: Blobs) -> None:
        """Take an import that `holder` has leased. `ctx` gives clock, signals, vault and seal; who acts is who asked for the import."""
        self.job = job
        self._ctx = ctx
        self._holder = holder
        self._blobs = blobs
        self._stack = AsyncExitStack()
        self._school: School
        self._reader: Reader
        self._rows: AsyncIterator[SheetRow] | None = None
        self._has_begun = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self._stack.aclose()

    async def advance(self) -> bool:
        """Do one portion; return whether more is to do. A holder that has lost the import is told that nothing is.

        Whatever it raises, nothing of the portion was done, and it may be tried again, here or by the next holder.
        """
        try:
            if not self._has_begun:
                await self._begin()
                self._has_begun = True
            await self._work()
        except Stop as stop:
            with suppress(LeaseLost):
                await self._finish(stop)
            # What a crash leaves here the tidying round finds (`jobs.roster_leftovers`).
            await forget_rows(self.job.id)
            return False
        except LeaseLost:
            return False
        return True

    async def _begin(self) -> None:
        """Find whose import it is. Raises Stop where they may not import any more, unless it has to be written to its end by now."""
        actor = await actor_of(self.job.account_id)
        self._school = await School.get(id=self.job.school_id)
        if actor is not None:
            self._ctx = replace(self._ctx, actor=replace(actor, address=self.job.address), once=None)
        if is_bound(self.job):
            return
        try:
            if actor is None:
                raise LevelTooLow(Module.EMPLOYMENT)
            require_writer(actor, Module.EMPLOYMENT)
        except LevelTooLow:
            raise Stop(
                ImportState.REFUSED, "发起导入的账号已停用，或不再有“基本信息和就业信息”的读写权限。请由有权限的账号重新导入。"
            ) from None
        if not await ClassYear.exists(year=self.job.class_year, state=ClassYearState.OPEN):
            raise Stop(ImportState.REFUSED, f"{self.job.class_year}届当前不可办理。请核对届别后重试。")

    async def _work(self) -> None:
        match self.job.phase:
            case ImportPhase.READING:
                await self._read()
            case ImportPhase.COMPARING:
                await self._compare()
            case ImportPhase.WRITING:
                await self._write()

    async def _read(self) -> None:
        """Check the next rows of the file and put them aside; behind the last, look for those that stand in it twice."""
        rows = [row async for row in self._next_rows()]
        if not rows:
            await self._end_reading()
            return
        try:
            await self._keep(await self._reader.check(rows, self._ctx.clock.now()), rows[-1].number, len(rows))
        except BaseException:
            # These were taken from the sheet and are kept nowhere: whoever tries again opens the file anew, and finds them.
            self._rows = None
            raise

    async def _next_rows(self) -> AsyncIterator[SheetRow]:
        try:
            if self._rows is None:
                self._rows = await self._open()
            taken = 0
            while taken < READ_TOGETHER and (row := await anext(self._rows, None)) is not None:
                if row.number > self.job.row_cursor:
                    taken += 1
                    yield row
        except FileRefused as refused:
            raise Stop(ImportState.REFUSED, str(refused)) from refused

    async def _open(self) -> AsyncIterator[SheetRow]:
        """Open the file and read its heading. Raises Stop where it cannot be a roster, FileRefused where it cannot be read."""
        upload = await Upload.get_or_none(id=self.job.upload_id) if self.job.upload_id else None
        try:
            content = await roster_content(upload, self._blobs, self._ctx.vault) if upload else None
        except (FileNotFoundError, SealBroken):
            content = None
        if upload is None or content is None:
            raise Stop(ImportState.REFUSED, "名册文件已不可读取。请重新上传后再导入。")
        # A large file takes longer to open than a portion may take, on a busy machine: whoever opens it holds the import for as long.
        async with self._portion():
            await self._say(lease_until=self._ctx.clock.now() + OPENING)
        sheet: Sheet = await self._stack.enter_async_context(read_sheet(content, MediaType(upload.media_type)))
        try:
            columns = columns_of(sheet.headings)
        except SheetRefused as refused:
            raise Stop(ImportState.REFUSED, str(refused), refused.problems) from refused
        self._reader = Reader(self.job, self._school, columns, self._ctx.vault)
        if self.job.columns is None:
            given = ",".join(field.name for field in columns.values())
            async with self._portion():
                await self._say(columns=given, row_total=sheet.rows)
        return aiter(sheet)

    @whole_action_retried
    async def _keep(self, checked: Checked, last: int, number: int) -> None:
        async with self._portion():
            await put_aside(checked)
            await self._tell(checked.problems, row_cursor=last, row_count=F("row_count") + number, bad_count=F("bad_count") + checked.bad)

    @whole_action_retried
    async def _end_reading(self) -> None:
        async with self._portion():
            problems = await find_twins(self.job)
            bad = self.job.bad_count + len({problem.row_number for problem in problems})
            # Rows that are bad by themselves were not put aside: the next phases are through with them from the beginning.
            through = self.job.bad_count
            await self._tell(problems, phase=ImportPhase.COMPARING, row_cursor=0, row_count=through, bad_count=bad)

    @whole_action_retried
    async def _compare(self) -> None:
        portion = await next_portion(self.job, COMPARED_TOGETHER)
        if portion is None:
            await self._end_comparing()
            return
        async with self._portion():
            before = await portion.fates()
            compared = await compare(portion)
            departments = self._departments(compared)
            await self._told(portion, before, compared, new_departments=departments)

    async def _end_comparing(self) -> None:
        job = self.job
        if job.bad_count and job.mode is ImportMode.ALL_OR_NOTHING and not job.is_dry_run:
            raise Stop(ImportState.REFUSED, f"有{job.bad_count}行有误，未导入任何数据。请按问题清单更正后重新导入，或选择“跳过有误的行”。")
        if job.is_dry_run:
            raise Stop(ImportState.DONE)
        async with self._portion():
            # Nobody enrols from here on (`actions.roster.enrol` waits for this row and then sees the phase): what was found right stays so.
            await School.filter(id=self._school.id).select_for_update(no_key=True)
            through = job.row_count - await count_to_write(job)
            await self._say(phase=ImportPhase.WRITING, row_cursor=0, row_count=through)

    @whole_action_retried
    async def _write(self) -> None:
        portion = await next_portion(self.job, WRITTEN_TOGETHER)
        if portion is None:
            raise Stop(ImportState.DONE)
        async with self._portion() as trail:
            # Whoever else writes this roster waits here, so that what is compared is still so when it is written.
            await School.filter(id=self._school.id).select_for_update(no_key=True)
            before = await portion.fates()
            compared = await compare(portion)
            now = self.job.updated_at
            await self._told(portion, before, compared)
            await write(portion, self._school, compared.new_departments, trail, now)

    def _departments(self, compared: Compared) -> str | None:
        """Return the departments that are to be made. Raises Stop where they are too many to be departments."""
        names = set(filter(None, (self.job.new_departments or "").split("、"))) | compared.new_departments
        joined = "、".join(sorted(names)) or None
        if len(names) > MOST_NEW_DEPARTMENTS or len(joined or "") > _DEPARTMENTS_LIMIT:
            raise Stop(ImportState.REFUSED, f"新增院系超过{MOST_NEW_DEPARTMENTS}个。请核对“院系”一栏是否填错，或分次导入。")
        return joined

    async def _told(self, portion: Portion, before: Counter[Fate], compared: Compared, **more: Any) -> None:
        """Say what was found in a portion: the counts change by what its rows are now and were not before."""
        after = await portion.fates()
        is_writing = self.job.phase is ImportPhase.WRITING
        through = before[Fate.NEW] + before[Fate.CHANGED] if is_writing else after.total()
        counts = {column: F(column) + (after[fate] - before[fate]) for fate, column in _COUNTS.items()}
        # The twins of a file are counted when they are found, before the portion is compared for the first time.
        await self._tell(compared.problems, row_cursor=portion.last, row_count=F("row_count") + through, **counts, **more)

    async def _tell(self, problems: Sequence[RowProblem], **columns: Any) -> None:
        """Keep problems, as many as are told one by one, and say how far the import is."""
        room = max(0, MOST_PROBLEMS - self.job.problem_count)
        await writer().write("roster_problem", columns_of_table(RosterProblem), [self._row_of(problem) for problem in problems[:room]])
        await self._say(problem_count=F("problem_count") + len(problems), **columns)

    def _row_of(self, problem: RowProblem) -> tuple[object, ...]:
        job, field = self.job, problem.field
        values: dict[str, object] = {
            "id": new_id(),
            "roster_import_id": job.id,
            "school_id": job.school_id,
            "province_code": job.province_code,
            "row_number": problem.row_number,
            "field": field.name if field else None,
            "label": field.label if field else None,
            "problem": problem.problem,
            "remedy": problem.remedy,
            "created_at": job.updated_at,
            "updated_at": job.updated_at,
        }
        return tuple(values[column] for column in columns_of_table(RosterProblem))

    async def _say(self, **columns: Any) -> None:
        await RosterImport.filter(id=self.job.id).update(**columns)
        self.job = await RosterImport.get(id=self.job.id)

    @asynccontextmanager
    async def _portion(self) -> AsyncIterator[Trail]:
        """Open the transaction of a portion, which renews the lease first. Raises LeaseLost, and Stop where it was cancelled."""
        now = self._ctx.clock.now()
        before = self.job
        try:
            async with one_transaction(self._ctx, now) as trail:
                await self._hold(now)
                if self.job.cancel_requested_at is not None and not is_bound(self.job):
                    raise Stop(ImportState.CANCELLED)
                yield trail
                trail.dirty.append(import_act(self.job, ActName.ROSTER_IMPORT).dirty)
        except BaseException:
            # What was rolled back was not said either: a second try begins where this one did.
            self.job = before
            raise

    async def _hold(self, now: datetime) -> None:
        held = RosterImport.filter(id=self.job.id, lease_holder=self._holder, state=ImportState.RUNNING)
        if not await held.update(lease_until=now + LEASE, version=F("version") + 1, updated_at=now):
            raise LeaseLost
        self.job = await RosterImport.get(id=self.job.id)

    @whole_action_retried
    async def _finish(self, stop: Stop) -> None:
        """End the import: its row says how, and its file goes."""
        now = self._ctx.clock.now()
        async with one_transaction(self._ctx, now) as trail:
            await self._hold(now)
            await self._tell(stop.problems)
            await end(self.job, stop.state, now, refusal=stop.refusal)
            await trail.record(import_act(self.job, ActName.ROSTER_IMPORT_END, reason=summary(self.job, stop)))


async def end(job: RosterImport, state: ImportState, now: datetime, *, refusal: str | None = None) -> None:
    """Move an import to a final state and remove its file; call inside a transaction that holds its row."""
    over = {"state": state, "finished_at": now, "lease_holder": None, "lease_until": None, "upload_id": None, "refusal": refusal}
    await RosterImport.filter(id=job.id).update(**over, updated_at=now)
    if job.upload_id is not None:
        await Upload.filter(id=job.upload_id).delete()


async def forget_rows(import_id: UUID) -> None:
    """Remove the rows that were put aside for an import that is over, some at a time, so that nobody waits long."""
    waiting = RosterRow.filter(roster_import_id=import_id)
    while keys := await waiting.limit(COMPARED_TOGETHER).values_list("id", flat=True):
        await RosterRow.filter(id__in=keys).delete()


def summary(job: RosterImport, stop: Stop) -> str:
    """Return how an import ended, as the audit says it."""
    written = "试导入" if job.is_dry_run else "导入"
    counts = f"新增{job.new_count}，更正{job.changed_count}，未变{job.same_count}，有误{job.bad_count}"
    return f"{written}{job.file_name}：{counts}" if stop.state is ImportState.DONE else (stop.refusal or "已取消")
