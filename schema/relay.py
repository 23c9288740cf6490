"""Relay's vocabulary: nodes with opaque IDs, connections, edges, page information, and the two parts of an order."""

from collections.abc import Callable
from enum import Enum
from typing import Any, Generic, TypeVar, cast

import strawberry

from schema.enums import OrderDirection
from schema.fields import key

T = TypeVar("T")


@strawberry.interface(description="Anything with an ID of its own.")
class Node:
    """What `node(id:)` can return."""

    id: strawberry.ID = key()


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = strawberry.field(description="Of `first`: whether more follows; of `last`: whether `before` was given.")
    has_previous_page: bool = strawberry.field(description="Of `last`: whether more comes before; of `first`: whether `after` was given.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first edge; null for an empty page.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last edge; null for an empty page.")


@strawberry.type(description="One row of a list.")
class Edge(Generic[T]):
    """A node and its cursor."""

    node: T = strawberry.field(description="The row itself.")
    cursor: str = strawberry.field(description="Give it as `after` or `before` to go on from here.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """Relay's connection."""

    edges: list[Edge[T]] = strawberry.field(description="The rows of the page, in order.")
    page_info: PageInfo = strawberry.field(description="Where the page lies.")
    total_count: int = strawberry.field(description="How many rows the whole list has; counted only when asked for.")


def order_input(name: str, orders: type[Enum], description: str) -> Callable[[type[T]], type[T]]:
    """Make a class the order input of a list: `orders` names what it can be ordered by, the default first."""
    strawberry.enum(orders, description=f"What {description} can be ordered by.")

    def make(cls: type[T]) -> type[T]:
        cls.__annotations__ = {"field": orders, "direction": OrderDirection}
        made = cast("Any", cls)
        made.field = strawberry.field(description="By what.")
        made.direction = strawberry.field(default=OrderDirection.ASC, description="Which way; null is larger than everything.")
        made.__orders__ = orders
        return strawberry.input(cls, name=name, description=f"One term of the order of {description}.")

    return make
