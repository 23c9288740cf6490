"""What a subscription finds in its request."""

from typing import Protocol

from strawberry.types import Info as StrawberryInfo

from subscriptions.hub import Hub


class Request(Protocol):
    """The part of a request's context that subscriptions use."""

    @property
    def hub(self) -> Hub:
        """Where changes are waited for."""


Info = StrawberryInfo[Request, None]
