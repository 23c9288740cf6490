"""Tables that hold every kind of column."""

from enum import IntEnum, StrEnum
from typing import Any, Final
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

APP: Final = "kinds"


class Rank(IntEnum):
    """An enum that is stored as numbers."""

    LOW = 0
    MIDDLE = 1
    HIGH = 2


class Mood(StrEnum):
    """An enum whose words are stored in another spelling."""

    GLAD = "g"
    SAD = "it's sad"


class Holder(Model):
    """What things hang on. Its key is text."""

    code = fields.CharField(primary_key=True, max_length=20)
    name = fields.TextField()
    since = fields.DateField(null=True)

    class Meta:
        table = "holder"
        app = APP


class Thing(Model):
    """One column of every kind that is never null, and one that can be."""

    id = fields.UUIDField(primary_key=True)
    province_code = fields.CharField(max_length=2)
    school_id = fields.UUIDField()
    holder: fields.ForeignKeyNullableRelation[Holder] = fields.ForeignKeyField("kinds.Holder", related_name="things", null=True)
    holder_id: str | None
    name = fields.CharField(max_length=40)
    nickname = fields.CharField(max_length=40, null=True)
    secret = fields.CharField(max_length=40, null=True)
    number = fields.IntField()
    maybe_number = fields.SmallIntField(null=True)
    truth = fields.BooleanField()
    maybe_truth = fields.BooleanField(null=True)
    moment = fields.DatetimeField()
    maybe_moment = fields.DatetimeField(null=True)
    day = fields.DateField()
    maybe_day = fields.DateField(null=True)
    price = fields.DecimalField(max_digits=12, decimal_places=2)
    maybe_price = fields.DecimalField(max_digits=18, decimal_places=6, null=True)
    whole = fields.DecimalField(max_digits=5, decimal_places=0)
    rank = fields.IntEnumField(Rank)
    maybe_rank = fields.IntEnumField(Rank, null=True)
    mood = fields.CharEnumField(Mood, max_length=10)
    maybe_mood = fields.CharEnumField(Mood, max_length=10, null=True)
    data: Any = fields.JSONField()
    maybe_data: Any = fields.JSONField(null=True)
    kind = fields.CharField(max_length=10, null=True)
    key = fields.CharField(max_length=40, null=True)

    class Meta:
        table = "thing"
        app = APP


class Note(Model):
    """What hangs on a thing, and needs more to be seen."""

    id = fields.UUIDField(primary_key=True)
    province_code = fields.CharField(max_length=2)
    school_id = fields.UUIDField()
    thing: fields.ForeignKeyRelation[Thing] = fields.ForeignKeyField("kinds.Thing", related_name="notes")
    thing_id: UUID
    name = fields.CharField(max_length=40)
    about_kind = fields.CharField(max_length=10)
    about_id = fields.UUIDField()

    class Meta:
        table = "note"
        app = APP
