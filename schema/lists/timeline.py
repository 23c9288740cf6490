"""Lists of what happened to an agreement."""

from enum import Enum

import strawberry

from schema.relay import order_input


class AgreementEventOrderField(Enum):
    """Orders of what happened."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was done.")


@order_input("AgreementEventOrder", AgreementEventOrderField, "a timeline")
class AgreementEventOrder:
    """An order of what happened."""
