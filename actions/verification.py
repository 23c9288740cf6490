"""Somebody without an account verifies what a graduate authorised (去向核验): by name and number, or is told nothing."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from actions.context import Visitor
from actions.inputs import required_text
from actions.reported import in_force
from actions.transaction import whole_action_retried
from models import Confirmation, Graduate, School, VerificationGrant, VerificationLook
from rules.confirmation import ConfirmationState, GrantState, LookKey, key_kind, read_number
from rules.confirmation_errors import VerificationFailed
from rules.gate_terms import Feature
from rules.verification import VerifiedItem, items_of


@dataclass(frozen=True, slots=True)
class VerifiedPart:
    """One of the three that a graduate authorises: destination, archive or household registration, as it was reported last."""

    feature: Feature
    items: Sequence[VerifiedItem]


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verifier sees. `id_number` is masked."""

    name: str
    id_number: str
    school_name: str
    major_name: str
    degree_code: str
    class_year: int
    confirmed_at: datetime
    valid_until: datetime
    transfer_number: str | None
    """Only where the archive is shown."""
    parts: Sequence[VerifiedPart]


@whole_action_retried
async def verify(visitor: Visitor, *, name: str, number: str, looked_by: str) -> Verified:
    """Return what the graduate of that name lets whoever has that number see, and remember who looked.

    A transfer number shows the archive alone, where the graduate has authorised that. Whatever is wrong, the same is asked of the
    database before it is refused, and the refusal is the same.
    Raises InvalidInput (nothing typed), VerificationFailed.
    """
    now = visitor.clock.now()
    name, looked_by = required_text("name", "姓名", name, 40), required_text("lookedBy", "核验单位", looked_by, 60)
    number = read_number(required_text("number", "核验编号或转递编号", number, 40))
    kind = key_kind(number)
    grant = await _grant_of(number, kind, now)
    graduate = await Graduate.get_or_none(id=grant.graduate_id if grant else None)
    fits = hmac.compare_digest((graduate.name if graduate else "").encode(), name.encode())
    if grant is None or graduate is None or kind is None or not fits:
        raise VerificationFailed
    confirmation = await Confirmation.get(id=grant.confirmation_id)
    shown = _shown(grant, kind)
    await VerificationLook.create(
        created_at=now,
        grant_id=grant.id,
        graduate_id=grant.graduate_id,
        school_id=grant.school_id,
        province_code=grant.province_code,
        department_id=grant.department_id,
        person_id=grant.person_id,
        class_year=grant.class_year,
        looked_by=looked_by,
        key_kind=kind,
        address=visitor.origin.address,
    )
    return Verified(
        name=graduate.name,
        id_number=graduate.id_number_masked,
        school_name=(await School.get(id=graduate.school_id)).name,
        major_name=graduate.major_name,
        degree_code=graduate.degree_code,
        class_year=graduate.class_year,
        confirmed_at=confirmation.created_at,
        valid_until=grant.expires_at,
        transfer_number=confirmation.transfer_number if Feature.ARCHIVE in shown else None,
        parts=[VerifiedPart(feature, await _items(graduate, feature)) for feature in shown],
    )


async def _grant_of(number: str, kind: LookKey | None, now: datetime) -> VerificationGrant | None:
    """Return the authorisation that a number stands for and that holds now; the questions are as many whatever the number is."""
    by_number = await VerificationGrant.get_or_none(number=number, state=GrantState.ACTIVE, expires_at__gt=now)
    by_transfer = await Confirmation.get_or_none(transfer_number=number, state=ConfirmationState.CONFIRMED)
    active = VerificationGrant.filter(
        confirmation_id=by_transfer.id if by_transfer else None, state=GrantState.ACTIVE, expires_at__gt=now, shows_archive=True
    )
    of_archive = await active.order_by("-created_at").first()
    return of_archive if kind is LookKey.TRANSFER else by_number


def _shown(grant: VerificationGrant, kind: LookKey) -> list[Feature]:
    if kind is LookKey.TRANSFER:
        return [Feature.ARCHIVE]
    shows = {
        Feature.DESTINATION: grant.shows_destination,
        Feature.ARCHIVE: grant.shows_archive,
        Feature.HUKOU: grant.shows_hukou,
    }
    return [feature for feature, is_shown in shows.items() if is_shown]


async def _items(graduate: Graduate, feature: Feature) -> list[VerifiedItem]:
    """Return what was last reported of the graduate; nothing where that was withdrawn."""
    reported = await in_force(graduate.id, feature)
    return [] if reported is None else items_of(reported.kind, reported.said)
