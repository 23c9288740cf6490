"""What a subscription finds in its request."""

from typing import Protocol

from strawberry.types import Info as StrawberryInfo

from auth.actor import Actor
from planner.databases import Database
from subscriptions.hub import Hub


class Request(Protocol):
    """The part of a request's context that subscriptions use."""

    @property
    def hub(self) -> Hub:
        """Where changes are waited for."""

    @property
    def actor(self) -> Actor | None:
        """Who watches; None where nobody is logged in."""

    @property
    def database(self) -> Database:
        """What is read."""


Info = StrawberryInfo[Request, None]
