"""Uploads are kept for whoever sent them and attached once, and what nothing names goes, however these meet."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from itertools import product
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from tortoise.transactions import in_transaction

from actions.upload import ReceivedFile, attach_upload, keep_upload, remove_unattached, remove_unnamed
from auth.files import find_upload
from models import Agreement, AttachedUpload, StoredContent, Upload
from rules.acts import RecordKind
from rules.agreement import Initiator, Status
from rules.errors import LevelTooLow, NotFound
from rules.files import CLAIM, KEPT_UNATTACHED, MediaType, Purpose
from rules.roles import AccessLevel, Module, Role
from storage.blobs import Blobs, StorageFull
from tests.actions.stage import Stage
from tests.storage.full_disk import FULL
from tests.uploads import make_upload
from tests.world import NOW, make_agreement

CONTENT = b"%PDF-1.7 a scan"
SCAN = ReceivedFile(Purpose.SCAN, MediaType.PDF, "扫描件.pdf", CONTENT)
PARTIES = (Role.GRADUATE, Role.EMPLOYER)
SCOPE = ("school_id", "province_code", "department_id", "person_id", "employer_id")


def stored(content: bytes = CONTENT) -> str:
    return sha256(content).hexdigest()


async def is_whole(blobs: Blobs, upload: Upload) -> bool:
    """Return whether the content that an upload names is there."""
    return sha256(await blobs.get(upload.content_id, 0, upload.size)).hexdigest() == upload.content_id


@pytest.mark.parametrize("role", PARTIES)
async def test_either_party_keeps_a_scan_that_nobody_else_knows_of(stage: Stage, blobs: Blobs, role: Role) -> None:
    upload = await keep_upload(stage.as_role(role), blobs, SCAN)
    assert await is_whole(blobs, upload)
    told = (upload.account_id, upload.size, upload.media_type, upload.file_name, upload.created_at, upload.record_id)
    assert told == (stage.world.accounts[role].id, len(CONTENT), "application/pdf", "扫描件.pdf", NOW, None)
    for other in stage.world.accounts:
        found = await find_upload(upload.id, stage.world.actor(other))
        assert (found is not None) is (other is role), other


@pytest.mark.parametrize("role", sorted(set(Role) - {*PARTIES, Role.SYSTEM}))
async def test_nobody_else_uploads_scans_whatever_it_holds(stage: Stage, blobs: Blobs, role: Role) -> None:
    async with stage.refuses(LevelTooLow):
        await keep_upload(stage.as_role(role), blobs, SCAN)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SCHOOL, Role.SYSTEM}))
async def test_nobody_but_a_school_uploads_rosters_whatever_it_holds(stage: Stage, blobs: Blobs, role: Role) -> None:
    async with stage.refuses(LevelTooLow):
        await keep_upload(stage.as_role(role), blobs, ReceivedFile(Purpose.ROSTER, MediaType.CSV, None, b"a\n1"))


async def test_a_party_that_may_not_write_uploads_nothing(stage: Stage, blobs: Blobs) -> None:
    reader = stage.world.actor(Role.GRADUATE)
    levels = {**reader.levels, Module.EMPLOYMENT: AccessLevel.READ_ONLY}
    async with stage.refuses(LevelTooLow):
        await keep_upload(stage.as_actor(replace(reader, levels=levels)), blobs, SCAN)


async def test_two_uploads_of_one_content_are_two_rows_and_one_content(stage: Stage, blobs: Blobs) -> None:
    first, second = [await keep_upload(stage.as_role(role), blobs, SCAN) for role in PARTIES]
    assert first.id != second.id
    assert [content.sha256 for content in await StoredContent.all()] == [stored()]
    assert await is_whole(blobs, first)


async def test_a_full_disk_keeps_no_row(stage: Stage, tmp_path: Path) -> None:
    blobs = Blobs(f"{FULL}://{tmp_path}/files")
    with pytest.raises(StorageFull):
        await keep_upload(stage.as_role(Role.GRADUATE), blobs, SCAN)
    assert await Upload.all().count() == 0
    assert await remove_unnamed(NOW + CLAIM, blobs) == 1
    assert await StoredContent.all().count() == 0
    blobs.close()


@pytest.mark.parametrize("role", PARTIES)
async def test_an_attached_upload_has_the_scope_of_its_agreement_for_ever(stage: Stage, role: Role) -> None:
    agreement = await make_agreement(stage.world)
    upload = await make_upload(stage.world.accounts[role])
    await attach(stage, role, upload.id, agreement)
    attached = await Upload.get(id=upload.id)
    assert {column: getattr(attached, column) for column in SCOPE} == {column: getattr(agreement, column) for column in SCOPE}
    shown = await AttachedUpload.get(id=upload.id)
    assert (shown.record_id, shown.path, shown.file_name) == (agreement.id, f"/files/{upload.id}", upload.file_name)
    other = await make_agreement(stage.world, graduate=stage.world.classmate)
    async with stage.refuses(NotFound):
        await attach(stage, role, upload.id, other)


async def attach(stage: Stage, role: Role, upload_id: UUID, agreement: Agreement) -> None:
    """Attach as an action does: inside its transaction."""
    async with in_transaction():
        await attach_upload(stage.as_role(role), upload_id, RecordKind.AGREEMENT, agreement)


async def test_nobody_attaches_what_somebody_else_sent_or_what_is_not_there(stage: Stage) -> None:
    agreement = await make_agreement(stage.world)
    upload = await make_upload(stage.world.accounts[Role.EMPLOYER])
    for role, key in [*product(set(stage.world.accounts) - {Role.EMPLOYER}, [upload.id]), (Role.EMPLOYER, uuid4())]:
        async with stage.refuses(NotFound):
            await attach(stage, role, key, agreement)


async def test_an_agreement_whose_employer_is_not_registered_takes_a_scan(stage: Stage) -> None:
    agreement = await make_agreement(stage.world, initiator=Initiator.GRADUATE, status=Status.PROTOCOL_ISSUED)
    upload = await make_upload(stage.world.accounts[Role.GRADUATE])
    await attach(stage, Role.GRADUATE, upload.id, agreement)
    assert (await AttachedUpload.get(id=upload.id)).employer_id is None


async def test_of_many_who_attach_one_upload_at_once_exactly_one_does(stage: Stage) -> None:
    graduates = (stage.world.graduate, stage.world.classmate)
    agreements = [await make_agreement(stage.world, graduate=graduate) for graduate in graduates]
    upload = await make_upload(stage.world.accounts[Role.EMPLOYER])
    tries = [attach(stage, Role.EMPLOYER, upload.id, agreement) for agreement in agreements * 8]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == sorted(["NoneType", *["NotFound"] * 15])
    won = agreements[outcomes.index(None) % 2]
    assert (await Upload.get(id=upload.id)).record_id == won.id


async def test_an_action_that_fails_after_attaching_attaches_nothing(stage: Stage) -> None:
    agreement = await make_agreement(stage.world)
    upload = await make_upload(stage.world.accounts[Role.EMPLOYER])
    async with stage.refuses(NotFound), in_transaction():
        await attach_upload(stage.as_role(Role.EMPLOYER), upload.id, RecordKind.AGREEMENT, agreement)
        raise NotFound


async def test_of_attaching_and_removing_at_once_one_happens(stage: Stage) -> None:
    agreement = await make_agreement(stage.world)
    due = NOW + KEPT_UNATTACHED
    for _ in range(8):
        upload = await make_upload(stage.world.accounts[Role.EMPLOYER])
        attaching, removed = await asyncio.gather(
            attach(stage, Role.EMPLOYER, upload.id, agreement), remove_unattached(due), return_exceptions=True
        )
        assert (type(attaching), removed) in {(type(None), 0), (NotFound, 1)}
        assert await Upload.exists(id=upload.id) is (removed == 0)


class Halting(Blobs):
    """Blobs whose removals wait until they are let go on."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.is_about_to_remove = asyncio.Event()
        self.may_remove = asyncio.Event()

    async def remove(self, sha256: str) -> None:
        """Remove a content, later."""
        self.is_about_to_remove.set()
        await self.may_remove.wait()
        await super().remove(sha256)


async def test_a_content_that_is_uploaded_again_while_it_is_being_removed_is_there_in_the_end(stage: Stage, tmp_path: Path) -> None:
    blobs = Halting(f"file://{tmp_path}/files")
    await keep_upload(stage.as_role(Role.GRADUATE), blobs, SCAN)
    await Upload.all().delete()
    removing = asyncio.create_task(remove_unnamed(NOW + CLAIM, blobs))
    await blobs.is_about_to_remove.wait()
    keeping = asyncio.ensure_future(keep_upload(stage.as_role(Role.EMPLOYER), blobs, SCAN))
    # Long enough to see the content in its place and leave it at that, if nothing held it back.
    await asyncio.wait({keeping}, timeout=0.3)
    assert not keeping.done()
    blobs.may_remove.set()
    assert await removing == 1
    assert await is_whole(blobs, await keeping)
    blobs.close()


class Slow(Blobs):
    """Blobs that take so long to keep a content that it is no longer claimed afterwards."""

    async def put(self, sha256: str, content: bytes) -> None:
        """Keep a content; once it is kept, it is taken for forgotten and removed."""
        await super().put(sha256, content)
        if self.removed == 0:
            self.removed = await remove_unnamed(NOW + CLAIM, self)

    removed = 0


async def test_an_upload_whose_content_was_removed_while_it_was_written_is_written_again(stage: Stage, tmp_path: Path) -> None:
    blobs = Slow(f"file://{tmp_path}/files")
    upload = await keep_upload(stage.as_role(Role.GRADUATE), blobs, SCAN)
    assert blobs.removed == 1
    assert await Upload.all().count() == 1
    assert await is_whole(blobs, upload)
    blobs.close()


async def test_uploads_and_removals_of_one_content_in_any_order_leave_no_row_without_its_content(stage: Stage, blobs: Blobs) -> None:
    for role in PARTIES * 4:
        keeping, removing = keep_upload(stage.as_role(role), blobs, SCAN), remove_unnamed(NOW + CLAIM, blobs)
        upload, _ = await asyncio.gather(keeping, removing)
        assert await is_whole(blobs, upload)
        await Upload.filter(id=upload.id).delete()
    for upload in await Upload.all():
        assert await is_whole(blobs, upload)


async def test_what_is_claimed_or_named_stays_and_what_is_neither_goes(stage: Stage, blobs: Blobs) -> None:
    upload = await keep_upload(stage.as_role(Role.GRADUATE), blobs, SCAN)
    assert await remove_unnamed(NOW + timedelta(days=30), blobs) == 0
    await Upload.all().delete()
    assert await remove_unnamed(NOW + CLAIM - timedelta(seconds=1), blobs) == 0
    assert await is_whole(blobs, upload)
    assert await remove_unnamed(NOW + CLAIM, blobs) == 1
    with pytest.raises(FileNotFoundError):
        await blobs.get(upload.content_id, 0, 1)
