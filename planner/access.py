"""Who asks, as far as reads care: two Protocols, and the requirements of every coordinate of the schema."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, Protocol

REMEMBERED: Final = 32_768
"""Refusals that are remembered: there are some two hundred profiles, and each meets the coordinates it is used for."""


class Profile(Protocol):
    """What an actor may see, without its scope values: part of the key of every plan, so hashable."""

    def __hash__(self) -> int: ...

    def __eq__(self, other: object, /) -> bool: ...

    def refusal(self, requirements: Sequence[Any], /) -> Mapping[str, object] | None:
        """Return None where every requirement is met, else the facts of the refusal for `extensions`."""

    def offers(self, requirements: Sequence[Any], /) -> bool:
        """Return whether an action of a record that asks so much is offered at all."""

    def columns(self, scope: Any, /) -> Sequence[str] | None:
        """Return the columns a row in scope must match, empty for all rows, None for no row."""


class Scope(Protocol):
    """What differs between two requests of one profile: whose rows, and the moment. Parameters of a statement, never part of a plan."""

    def index(self, text: str, /) -> str:
        """Return the keyed index under which a secret text is stored."""

    @property
    def now(self) -> datetime:
        """The moment of the request, aware."""

    def value(self, scope: Any, column: str, /) -> object:
        """Return what the column must equal."""

    def own(self, scope: Any, column: str, /) -> object:
        """Return what the column holds in the row that is the actor itself; None where there is no such row."""


class Requirements:
    """What each schema coordinate (`Type`, `Type.field`, `Type.field(argument:)`, `Input.field`, `Enum.VALUE`) asks for.

    A coordinate that is absent asks for nothing; the schema's build has already refused any that had to ask.
    """

    def __init__(self, by_coordinate: Mapping[str, Sequence[Hashable]]) -> None:
        self._by_coordinate = by_coordinate
        # A refusal is a constant of profile and coordinate.
        self._refusal = lru_cache(REMEMBERED)(lambda profile, coordinate: profile.refusal(self._by_coordinate[coordinate]))

    def of(self, coordinate: str) -> Sequence[Hashable]:
        """Return what a coordinate asks for."""
        return self._by_coordinate.get(coordinate, ())

    def refusal(self, profile: Profile, coordinate: str) -> Mapping[str, object] | None:
        """Return why the profile may not use the coordinate, or None."""
        if coordinate not in self._by_coordinate:
            return None
        refusal: Mapping[str, object] | None = self._refusal(profile, coordinate)
        return refusal
