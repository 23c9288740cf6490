"""Lists of uploads."""

from enum import Enum

import strawberry

from schema.relay import order_input


class UploadOrderField(Enum):
    """Orders of uploads."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was uploaded.")


@order_input("UploadOrder", UploadOrderField, "a list of uploads")
class UploadOrder:
    """An order of uploads."""
