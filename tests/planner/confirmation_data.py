"""Confirmed destinations among the edge values, with what is authorised of them and who looked."""

from typing import Any

import models
from rules.acts import RecordKind
from rules.confirmation import ConfirmationState, GrantState, LookKey
from rules.registration import CATEGORIES
from tests.planner.making import Rows

SCOPE = ("school_id", "province_code", "department_id", "person_id", "class_year")


def add_confirmation(rows: Rows, graduate: Any, number: int) -> None:
    """Let a graduate have confirmed something, once or not at all."""
    if rows.random.random() < 0.5:
        return
    scope: dict[str, Any] = {"graduate_id": graduate.id, **{column: getattr(graduate, column) for column in SCOPE}}
    is_stale = rows.random.random() < 0.5
    confirmation = rows.add(
        models.Confirmation,
        **scope,
        state=ConfirmationState.STALE if is_stale else ConfirmationState.CONFIRMED,
        category=rows.random.choice(CATEGORIES),
        holder_kind=RecordKind.AGREEMENT,
        holder_id=graduate.id,
        transfer_number=f"{number:016d}",
        stale_at=rows.moment() if is_stale else None,
        version=1 + number,
    )
    for place in range(rows.random.choice((0, 1, 3))):
        is_revoked = rows.random.random() < 0.5
        grant = rows.add(
            models.VerificationGrant,
            **scope,
            confirmation_id=confirmation.id,
            number=f"{number:08d}{place:08d}",
            **{f"shows_{what}": rows.random.random() < 0.5 for what in ("destination", "archive", "hukou")},
            state=GrantState.REVOKED if is_revoked else GrantState.ACTIVE,
            expires_at=rows.moment(),
            revoked_at=rows.moment() if is_revoked else None,
            version=1,
        )
        for _ in range(rows.random.choice((0, 1, 2))):
            told: dict[str, Any] = {"looked_by": rows.text()[:60], "key_kind": rows.random.choice(list(LookKey))}
            rows.add(models.VerificationLook, **scope, grant_id=grant.id, address=rows.maybe("192.0.2.1"), **told)
