"""Idempotency keys (幂等键): which acts were done under one, and what they returned."""

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields

from models.base import Identified

if TYPE_CHECKING:
    from models.account import Account


class IdempotencyKey(Identified):
    """One act that was done, written by the transaction that did it. Neither the key nor the input is kept, only digests of them."""

    account: fields.ForeignKeyRelation["Account"] = fields.ForeignKeyField(
        "models.Account", related_name="idempotency_keys", on_delete=fields.RESTRICT
    )
    account_id: UUID
    key_digest = fields.CharField(max_length=64)
    """`auth.once.Once.key`; an account has each once."""
    mutation = fields.CharField(max_length=40)
    input_digest = fields.CharField(max_length=64)
    """`auth.once.Once.given`."""
    outcome = fields.CharField(max_length=4000)
    """What the act returned, as `actions.once` writes it: keys of records and numbers, never a secret."""

    class Meta:
        table = "idempotency_key"
