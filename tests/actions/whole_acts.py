"""What people do with a graduate's records of every kind: each act is tried for real, and ends as `tests.actions.whole` says it should."""

from collections.abc import Awaitable, Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from actions.agreement import move_agreement
from actions.application import apply, resubmit, upload_scan
from actions.archive import Parcel, receive_archive, register_archive, resubmit_archive, return_archive, send_archive, submit_archive
from actions.basics import confirm_basics
from actions.confirmation import confirm_destination, grant_verification, revoke_verification
from actions.employer_terms import Terms
from actions.expiry import expire_due
from actions.hukou import register_hukou, resubmit_hukou, submit_hukou
from actions.record import move_record
from actions.registration import resubmit_registration, submit_registration
from actions.roster_correction import correct_graduate
from actions.supplement import resubmit_supplement, submit_supplement
from actions.termination import request_termination, review_termination, submit_termination
from models import ClassYear, Graduate, VerificationGrant
from rules.acts import RecordKind
from rules.agreement import SKIPPED_TO, Initiator, Move, Status
from rules.archive import ArchiveEntry
from rules.confirmation_errors import GrantOver, NothingConfirmed
from rules.errors import RuleError
from rules.files import Purpose
from rules.gate import Feature
from rules.lives import LIVES
from rules.record_life import first_status
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Role
from rules.termination import TerminationKind, first_standing
from rules.transfer_terms import DispatchMode, DispatchMove, DispatchState, TransferType
from tests.actions.ending import paper
from tests.actions.registering import REASON, said_of
from tests.actions.stage import Stage
from tests.actions.test_application import TERMS
from tests.actions.whole import Granted, Whole
from tests.actions.whole_record import AnyMove, Rec, Refusal
from tests.transfers import ENTRY, MIGRATION
from tests.uploads import make_upload
from tests.world import OPEN_YEAR, make_agreement

KEPT: Final = ArchiveEntry(transfer_type=TransferType.KEEP_AT_SCHOOL)


@dataclass
class Acts:
    """Does for real what the story says, and lets the model do it where it should come about."""

    stage: Stage
    whole: Whole

    async def tried(self, act: Awaitable[UUID], expected: Refusal | None) -> UUID | None:
        """Return the id of what was done; None where it was refused, as it should be."""
        key: UUID | None = None
        outcome: Refusal | None = None
        try:
            key = await act
        except RuleError as refusal:
            outcome = type(refusal)
        assert outcome is expected, (outcome, expected, self.whole.records)
        return key

    async def move(self, rec: Rec, move: AnyMove, role: Role, *, is_up_to_date: bool = True) -> None:
        """Somebody takes a step with a record, having seen its newest version or the one before."""
        seen = rec.version if is_up_to_date else rec.version - 1
        outcome = self.whole.outcome(rec, move, role, seen)
        refusal = outcome if isinstance(outcome, type) else None
        await self.tried(self._moving(rec, move, role, seen), refusal)
        if not isinstance(outcome, type):
            self.whole.move(rec, outcome)

    async def _moving(self, rec: Rec, move: AnyMove, role: Role, version: int) -> UUID:
        ctx = self.stage.as_role(role)
        if isinstance(move, Move):
            if move is Move.RESUBMIT:
                return await resubmit(ctx, rec.key, self._terms, version=version)
            if move is Move.UPLOAD_SCAN:
                scan = await make_upload(self.stage.world.accounts[role])
                return await upload_scan(ctx, rec.key, scan.id, version=version)
            return await move_agreement(ctx, rec.key, move, version=version, reason=REASON)
        if rec.kind is RecordKind.TERMINATION and move in (RecordMove.PASS, RecordMove.FAIL):
            return await review_termination(ctx, rec.key, move, version=version, reason=REASON)
        if move is RecordMove.RESUBMIT and rec.kind is not RecordKind.TERMINATION:
            return await self._resubmitting(rec, role, version)
        return await move_record(ctx, rec.kind, rec.key, move, version=version, reason=REASON)

    async def _resubmitting(self, rec: Rec, role: Role, version: int) -> UUID:
        ctx = self.stage.as_role(role)
        match rec.kind:
            case RecordKind.SUPPLEMENT:
                return await resubmit_supplement(ctx, rec.key, paper(), version=version)
            case RecordKind.REGISTRATION:
                return await resubmit_registration(ctx, rec.key, await said_of(self.stage, rec.category), version=version)
            case RecordKind.ARCHIVE:
                return await resubmit_archive(ctx, rec.key, KEPT if rec.is_kept else ENTRY, version=version)
        return await resubmit_hukou(ctx, rec.key, MIGRATION, version=version)

    @property
    def _terms(self) -> Terms:
        return replace(TERMS, employer_uscc=self.stage.world.employer.uscc)

    async def invite(self) -> None:
        """The employer invites the graduate, unless it waits for an answer already."""
        deadline = self.stage.clock.now() + timedelta(days=5)
        agreement = await make_agreement(self.stage.world, graduate=self.whole.graduate, reply_deadline=deadline)
        of_employer = {"initiator": Initiator.EMPLOYER, "status": Status.PENDING_GRADUATE, "deadline": deadline}
        self.whole.begin(Rec(kind=RecordKind.AGREEMENT, key=agreement.id, **of_employer))  # type: ignore[arg-type]

    async def apply(self) -> None:
        """The graduate applies for the form of an offline signing."""
        act = apply(self.stage.as_role(Role.GRADUATE), self.whole.graduate.id, self._terms)
        first = Status.PROTOCOL_PENDING_DEPARTMENT
        if key := await self.tried(act, self.whole.refuses_destination()):
            status = SKIPPED_TO.get((self.whole.levels, first), first)
            self.whole.begin(Rec(kind=RecordKind.AGREEMENT, key=key, status=status, initiator=Initiator.GRADUATE))

    async def supplement(self) -> None:
        """The graduate registers a paper agreement."""
        scan = await make_upload(self.stage.world.accounts[Role.GRADUATE])
        act = submit_supplement(self.stage.as_role(Role.GRADUATE), self.whole.graduate.id, paper(), scan.id)
        if key := await self.tried(act, self.whole.refuses_destination()):
            self.whole.begin(Rec(kind=RecordKind.SUPPLEMENT, key=key, status=self._first(RecordKind.SUPPLEMENT)))

    async def register(self, category: str) -> None:
        """The graduate registers another destination."""
        said = await said_of(self.stage, category)
        act = submit_registration(self.stage.as_role(Role.GRADUATE), self.whole.graduate.id, said)
        if key := await self.tried(act, self.whole.refuses_destination()):
            status = self._first(RecordKind.REGISTRATION)
            self.whole.begin(Rec(kind=RecordKind.REGISTRATION, key=key, status=status, category=category))

    def _first(self, kind: RecordKind) -> RecordStatus:
        return first_status(LIVES[kind], self.whole.levels)

    async def ask_to_end(self, ended: Rec, kind: TerminationKind, role: Role) -> None:
        """Somebody asks to end an agreement or a supplement: online, or the graduate by letter."""
        ctx = self.stage.as_role(role)
        refusal = self.whole.refuses_ending(ended, kind, role)
        if kind is TerminationKind.ONLINE:
            act = request_termination(ctx, ended.key, version=ended.version, reason=REASON)
        else:
            letter = await make_upload(self.stage.world.accounts[role], purpose=Purpose.LETTER)
            act = submit_termination(ctx, ended.kind, ended.key, letter.id, version=ended.version, reason=REASON)
        if key := await self.tried(act, refusal):
            status = first_standing(kind, self.whole.levels)
            self.whole.begin(Rec(kind=RecordKind.TERMINATION, key=key, status=status, initiator=Initiator(role), ends=ended))

    async def register_transfer(self, kind: RecordKind, role: Role, *, is_kept: bool = False) -> None:
        """The graduate submits, or its school registers, what becomes of archive or household registration."""
        ctx, graduate_id = self.stage.as_role(role), self.whole.graduate.id
        if kind is RecordKind.ARCHIVE:
            submitting = submit_archive if role is Role.GRADUATE else register_archive
            act = submitting(ctx, graduate_id, KEPT if is_kept else ENTRY)
        else:
            act = (submit_hukou if role is Role.GRADUATE else register_hukou)(ctx, graduate_id, MIGRATION)
        if key := await self.tried(act, self.whole.refuses_transfer(kind, role)):
            status = self._first(kind) if role is Role.GRADUATE else RecordStatus.APPROVED
            self.whole.begin(Rec(kind=kind, key=key, status=status, is_kept=is_kept))

    async def dispatch(self, rec: Rec, move: DispatchMove) -> None:
        """The school notes how far an archive has come."""
        ctx, outcome = self.stage.as_role(Role.SCHOOL), self.whole.dispatched(rec, move)
        parcel = Parcel(id=rec.key, version=rec.version, mode=DispatchMode.EMS, tracking_no="EX1")
        acts = {
            DispatchMove.SEND: lambda: send_archive(ctx, parcel),
            DispatchMove.RECEIVE: lambda: receive_archive(ctx, rec.key, version=rec.version),
            DispatchMove.RETURN: lambda: return_archive(ctx, rec.key, version=rec.version, reason=REASON),
        }
        await self.tried(acts[move](), None if isinstance(outcome, DispatchState) else outcome)
        if isinstance(outcome, DispatchState):
            self.whole.travel(rec, outcome)

    async def confirm(self, shows: Collection[Feature], days: int) -> None:
        """The graduate confirms its destination, and lets it be verified."""
        held = self.whole.in_force(Feature.DESTINATION)
        ctx, graduate = self.stage.as_role(Role.GRADUATE), self.whole.graduate
        act = confirm_destination(ctx, graduate.id, holder_id=held.key if held else graduate.id, shows=shows, days=days)
        if key := await self.tried(act, self.whole.refuses_confirmation()):
            self.whole.confirmed = key
            await self._granted(await VerificationGrant.get(confirmation_id=key))

    async def grant(self, confirmation_id: UUID, shows: Collection[Feature], days: int) -> None:
        """The graduate authorises somebody else, under a confirmation that holds or one that does no longer."""
        act = grant_verification(self.stage.as_role(Role.GRADUATE), confirmation_id, shows=shows, days=days)
        if key := await self.tried(act, None if confirmation_id == self.whole.confirmed else NothingConfirmed):
            await self._granted(await VerificationGrant.get(id=key))

    async def _granted(self, grant: VerificationGrant) -> None:
        shown = {Feature.DESTINATION: grant.shows_destination, Feature.ARCHIVE: grant.shows_archive, Feature.HUKOU: grant.shows_hukou}
        shows = frozenset(feature for feature, is_shown in shown.items() if is_shown)
        self.whole.grants.append(Granted(grant.id, grant.number, shows, grant.expires_at))

    async def revoke(self, grant: Granted) -> None:
        """The graduate takes an authorisation back."""
        seen = await VerificationGrant.get(id=grant.key)
        act = revoke_verification(self.stage.as_role(Role.GRADUATE), grant.key, version=seen.version)
        await self.tried(act, None if grant.is_active else GrantOver)
        grant.is_active = False

    async def correct(self, field: str) -> None:
        """The school corrects the roster: where archive or household registration lie, or something that matters to nobody here."""
        graduate = await Graduate.get(id=self.whole.graduate.id)
        changed = {
            "archiveInSchool": "0" if self.whole.archive_at_school else "1",
            "hukouInSchool": "0" if self.whole.hukou_at_school else "1",
            "majorDirection": f"方向{graduate.version}",
        }
        await correct_graduate(self.stage.as_role(Role.SCHOOL), graduate.id, version=graduate.version, changes={field: changed[field]})
        self.whole.basics_confirmed = False
        self.whole.archive_at_school ^= field == "archiveInSchool"
        self.whole.hukou_at_school ^= field == "hukouInSchool"

    async def look_through_basics(self) -> None:
        """The graduate confirms what the roster says of it."""
        graduate = await Graduate.get(id=self.whole.graduate.id)
        await confirm_basics(self.stage.as_role(Role.GRADUATE), graduate.id, version=graduate.version)
        self.whole.basics_confirmed = True

    async def end_season(self) -> None:
        """31 August passes."""
        await ClassYear.filter(year=OPEN_YEAR).update(changes_until=self.stage.clock.now())
        self.whole.in_season = False

    async def pass_days(self, days: int) -> None:
        """Days pass, and the clock expires what nobody has answered."""
        self.stage.clock.advance(timedelta(days=days))
        self.whole.now = self.stage.clock.now()
        await expire_due(self.stage.as_role(Role.SCHOOL))
        for rec in self.whole.of(RecordKind.AGREEMENT):
            if rec.status is Status.PENDING_GRADUATE and rec.deadline is not None and rec.deadline <= self.whole.now:
                self.whole.move(rec, Status.EXPIRED)
