"""A download is made by one process, of one picture, under the rights of the moment, and leaves either a whole file or nothing."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from actions.context import Dirty
from actions.download import cancel_download
from jobs.download import Downloader, Means
from models import Account, Audit, Download, Graduate
from planner.limits import MAX_LONG_PAGE, MAX_PAGE
from rules.download import BROKEN_OFF, LEASE, MOST_TRIES, MOST_UNDER_WAY, NO_ROOM, RIGHTS_CHANGED, DownloadFormat, DownloadState
from rules.download_errors import DownloadOver, DownloadsUnderWay
from rules.errors import NotFound
from rules.roles import AccessLevel, Role
from schema.downloads.asking import Wanted
from storage.blobs import Blobs, StorageFull
from tests.actions.stage import Stage, another_graduation
from tests.downloads import make_download
from tests.jobs.downloading import KEEP, audited, downloader, leaves_nothing, made, many, request, rows_of
from tests.uploads import files_in


async def test_a_download_has_the_accounts_rows_and_is_told_as_it_goes(stage: Stage, means: Means, temporary: Path) -> None:
    await many(stage, 5)
    job = await made(stage, means)
    own = await Graduate.filter(school_id=stage.world.school.id).count()
    assert (job.state, job.row_total, job.row_count, job.tries) == (DownloadState.DONE, own, own, 1)
    assert (job.path, job.expires_at, job.lease_until, job.failure) == (f"/downloads/{job.id}", stage.clock.now() + KEEP, None, None)
    heading, *rows = await rows_of(job, means)
    assert heading == ["姓名", "院校", "学号"]
    assert len(rows) == own
    assert {row[1] for row in rows} == {stage.world.school.name}
    assert "--" in {row[2] for row in rows}
    assert files_in(temporary) == {}
    assert await audited(job) == [("DOWNLOAD_REQUEST", "毕业生"), ("DOWNLOAD_END", f"毕业生：{own}行")]
    [entry, _] = await Audit.filter(record_id=str(job.id)).order_by("id")
    assert (entry.reader_school_id, entry.reader_province_code) == (stage.world.school.id, None)
    told = [each for each in stage.signals.heard if each == Dirty("DOWNLOAD", str(job.id), None, None, None)]
    assert len(told) > own // 2


@pytest.mark.parametrize("role", [Role.MINISTRY, Role.PROVINCE, Role.DEPARTMENT, Role.GRADUATE, Role.EMPLOYER])
async def test_whoever_reads_a_list_can_download_its_own_rows(stage: Stage, means: Means, role: Role) -> None:
    job = await made(stage, means, role=role, kind=DownloadFormat.XLSX)
    assert (job.state, job.failure) == (DownloadState.DONE, None)
    assert (job.row_count == 0) is (role is Role.EMPLOYER)
    assert job.content_id is not None
    assert (await means.blobs.get(job.content_id, 0, 4)) == b"PK\x03\x04"


async def test_a_long_list_is_whole_whatever_pages_clients_may_have(stage: Stage, means: Means) -> None:
    await many(stage, MAX_PAGE + 20)
    job = await made(stage, replace(means, most_rows=MAX_LONG_PAGE, rows_together=MAX_LONG_PAGE))
    own = await Graduate.filter(school_id=stage.world.school.id).count()
    assert (job.row_count, job.row_total) == (own, own)
    assert len(await rows_of(job, means)) == 1 + own > MAX_PAGE + 20


async def test_an_account_has_so_many_under_way_and_no_more(stage: Stage) -> None:
    first, *_ = [await request(stage) for _ in range(MOST_UNDER_WAY)]
    async with stage.refuses(DownloadsUnderWay):
        await request(stage)
    await request(stage, role=Role.PROVINCE)
    await cancel_download(stage.as_role(Role.SCHOOL), first.id)
    await request(stage)


async def test_of_many_that_are_asked_for_at_once_no_more_are_taken(stage: Stage) -> None:
    asked = await asyncio.gather(*(request(stage) for _ in range(8)), return_exceptions=True)
    assert sum(isinstance(each, Download) for each in asked) == MOST_UNDER_WAY
    assert {type(each) for each in asked} == {Download, DownloadsUnderWay}


async def test_nobody_cancels_what_is_anothers_or_over(stage: Stage, means: Means) -> None:
    job = await made(stage, means)
    async with stage.refuses(DownloadOver):
        await cancel_download(stage.as_role(Role.SCHOOL), job.id)
    for key in (job.id, uuid4()):
        async with stage.refuses(NotFound):
            await cancel_download(stage.as_role(Role.PROVINCE), key)


async def test_what_is_cancelled_before_it_is_begun_is_never_begun(stage: Stage, means: Means, files: Path, temporary: Path) -> None:
    job = await request(stage)
    await cancel_download(stage.as_role(Role.SCHOOL), job.id)
    await downloader(stage, means).run()
    job = await Download.get(id=job.id)
    assert (job.state, job.tries) == (DownloadState.CANCELLED, 0)
    await leaves_nothing(stage, files, temporary)


class Interrupting:
    """A database whose snapshots do something at their second page: a change that comes while a file is being made."""

    def __init__(self, means: Means, act: Any) -> None:
        self._database = means.database
        self._act = act
        self.dialect = means.database.dialect
        self.pages = 0

    def snapshot(self) -> Any:
        @asynccontextmanager
        async def opened() -> AsyncIterator["Interrupting"]:
            async with self._database.snapshot() as seen:
                self._seen, self.pages = seen, 0
                yield self

        return opened()

    async def fetch(self, statement: str, parameters: Sequence[Any]) -> bytes | str | None:
        self.pages += 1
        answer = await self._seen.fetch(statement, parameters)
        if self.pages == 1:
            await self._act()
        return answer

    async def close(self) -> None: ...


async def interrupted(stage: Stage, means: Means, act: Any, **asked: Any) -> tuple[Download, Interrupting]:
    """Return a download during which something happened, behind its first two rows."""
    await many(stage, 4)
    job = await request(stage, **asked)
    database = Interrupting(means, lambda: act(job))
    await downloader(stage, replace(means, database=database)).run()
    return await Download.get(id=job.id), database


async def test_what_is_cancelled_in_the_middle_ends_there_and_leaves_nothing(
    stage: Stage, means: Means, files: Path, temporary: Path
) -> None:
    job, database = await interrupted(stage, means, lambda job: cancel_download(stage.as_role(Role.SCHOOL), job.id))
    assert (job.state, job.failure, database.pages) == (DownloadState.CANCELLED, None, 1)
    assert (await audited(job))[-1] == ("DOWNLOAD_END", "已取消")
    await leaves_nothing(stage, files, temporary)


async def test_a_file_is_one_picture_of_rows_that_change_meanwhile(stage: Stage, means: Means) -> None:
    async def change(_: Download) -> None:
        await Graduate.filter(school_id=stage.world.school.id).update(name="改名")
        await another_graduation(stage.world.graduate, 99)

    before = await Graduate.filter(school_id=stage.world.school.id).count() + 4
    job, _ = await interrupted(stage, means, change)
    _, *rows = await rows_of(job, means)
    assert len(rows) == before
    assert "改名" not in {row[0] for row in rows}


async def disable(stage: Stage) -> None:
    await Account.filter(id=stage.world.accounts[Role.SCHOOL].id).update(is_enabled=False)


async def lower(stage: Stage) -> None:
    levels = dict.fromkeys(("employment_level", "archive_level", "hukou_level"), AccessLevel.NONE)
    await Account.filter(id=stage.world.accounts[Role.SCHOOL].id).update(**levels)


@pytest.mark.parametrize("change", [disable, lower])
async def test_whoever_loses_its_rights_before_or_meanwhile_gets_nothing(
    stage: Stage, means: Means, files: Path, temporary: Path, change: Any
) -> None:
    job, database = await interrupted(stage, means, lambda _: change(stage))
    assert (job.state, job.failure, database.pages) == (DownloadState.FAILED, RIGHTS_CHANGED, 1)
    late = await make_download(stage.world.accounts[Role.SCHOOL])
    await downloader(stage, means).run()
    late = await Download.get(id=late.id)
    assert (late.state, late.failure) == (DownloadState.FAILED, RIGHTS_CHANGED)
    await leaves_nothing(stage, files, temporary)


async def test_whoever_loses_one_column_gets_nothing_of_a_file_that_has_it(
    stage: Stage, means: Means, files: Path, temporary: Path
) -> None:
    wanted = Wanted("graduates", None, None, ("name", "idNumber"))

    async def lower_one(_: Download) -> None:
        await Account.filter(id=stage.world.accounts[Role.SCHOOL].id).update(
            employment_level=AccessLevel.NONE, archive_level=AccessLevel.READ_ONLY
        )

    job, _ = await interrupted(stage, means, lower_one, wanted=wanted)
    assert (job.state, job.failure) == (DownloadState.FAILED, RIGHTS_CHANGED)
    await leaves_nothing(stage, files, temporary)


async def test_a_list_that_is_too_long_is_refused_and_says_how_long_it_is(stage: Stage, means: Means, files: Path, temporary: Path) -> None:
    await many(stage, 3)
    job = await made(stage, replace(means, most_rows=2))
    assert job.state is DownloadState.FAILED
    assert "超过一次下载的上限2行" in (job.failure or "")
    await leaves_nothing(stage, files, temporary)


async def test_where_there_is_no_room_it_is_said_and_nothing_is_left(stage: Stage, means: Means, files: Path, temporary: Path) -> None:
    class Full(Blobs):
        async def put_file(self, sha256: str, file: Path) -> None:
            raise StorageFull

    job = await made(stage, replace(means, blobs=Full(f"file://{files}")))
    assert (job.state, job.failure) == (DownloadState.FAILED, NO_ROOM)
    await leaves_nothing(stage, files, temporary)


async def test_whoever_lost_the_download_leaves_nothing_and_says_nothing(stage: Stage, means: Means, files: Path, temporary: Path) -> None:
    async def take(job: Download) -> None:
        await Download.filter(id=job.id).update(lease_holder=uuid4())

    job, database = await interrupted(stage, means, take)
    assert (job.state, job.row_count, database.pages) == (DownloadState.RUNNING, 0, 1)
    await leaves_nothing(stage, files, temporary)


async def test_a_download_that_faults_is_begun_anew_and_given_up_in_the_end(
    stage: Stage, means: Means, files: Path, temporary: Path
) -> None:
    async def fault(_: Download) -> None:
        raise RuntimeError("a fault")

    job, _ = await interrupted(stage, means, fault)
    assert (job.state, job.tries) == (DownloadState.RUNNING, 1)
    broken = downloader(stage, replace(means, database=Interrupting(means, lambda: fault(job))))
    for _ in range(MOST_TRIES):
        stage.clock.advance(LEASE)
        await broken.run()
    job = await Download.get(id=job.id)
    assert (job.state, job.failure) == (DownloadState.FAILED, BROKEN_OFF)
    await leaves_nothing(stage, files, temporary)


async def test_a_process_that_is_to_stop_gives_the_download_back_for_another_to_begin_anew(stage: Stage, means: Means) -> None:
    stopping: list[asyncio.Task[None]] = []
    worker: list[Downloader] = []

    async def stop(_: Download) -> None:
        stopping.append(asyncio.create_task(worker[0].stop()))
        await asyncio.sleep(0)

    await many(stage, 4)
    job = await request(stage)
    worker.append(downloader(stage, replace(means, database=Interrupting(means, lambda: stop(job)))))
    await worker[0].run()
    await asyncio.gather(*stopping)
    left = await Download.get(id=job.id)
    assert (left.state, left.tries, left.row_count) == (DownloadState.RUNNING, 0, 2)
    await downloader(stage, means).run()
    job = await Download.get(id=job.id)
    assert (job.state, job.row_count) == (DownloadState.DONE, job.row_total)
    assert len(await rows_of(job, means)) == 1 + job.row_count


async def test_a_filter_by_an_identity_number_is_kept_sealed_and_found_by(stage: Stage, means: Means) -> None:
    number = stage.world.id_number(stage.world.graduate)
    job = await made(stage, means, wanted=Wanted("graduates", {"idNumber": {"eq": number}}, None, ("name", "idNumber")))
    assert number.encode() not in bytes(job.wanted)
    _, *rows = await rows_of(job, means)
    assert [row[0] for row in rows] == [stage.world.graduate.name] * len(rows) != []
    assert number not in {row[1] for row in rows}
