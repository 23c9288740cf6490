"""The one destination that a graduate asks for or holds, over every kind of record."""

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields

from models.base import Stamped
from rules.agreement_terms import SlotState

if TYPE_CHECKING:
    from models.graduate import Graduate


class DestinationSlot(Stamped):
    """Its key is the graduate, which makes it one."""

    graduate: fields.OneToOneRelation["Graduate"] = fields.OneToOneField(
        "models.Graduate", primary_key=True, related_name="slot", on_delete=fields.RESTRICT
    )
    graduate_id: UUID
    holder_kind = fields.CharField(max_length=16)
    """Which kind of record `holder_id` is: AGREEMENT, SUPPLEMENT or REGISTRATION."""
    holder_id = fields.UUIDField()
    state = fields.CharEnumField(SlotState, max_length=12)
    category = fields.CharField(max_length=2, null=True)
    """Of the destination in force (毕业去向类别): the holder's, or that of `under_id` while it is reserved. Null where none is."""
    under_id = fields.UUIDField(null=True)
    """The registration that stays in force until what holds the slot RESERVED comes into force."""

    class Meta:
        table = "destination_slot"
