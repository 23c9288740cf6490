"""Opaque IDs, `Type:key`: read once, before anything is bound, with one answer for every bad one."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from planner.bindings import Entity, Kind
from planner.errors import BadUserInput


def parse_id(text: str, entities: Mapping[str, Entity]) -> tuple[Entity, object]:
    """Return the entity an ID names and its key, in the type the key's column takes.

    Raises BadUserInput for anything that is not an ID of this schema; whether such a row exists is not looked at.
    """
    name, separator, key = text.partition(":")
    entity = entities.get(name)
    if not separator or entity is None:
        raise BadUserInput("This is not an ID of this API.")
    return entity, parse_key(entity, key)


def parse_id_of(text: str, type_names: Sequence[str], entities: Mapping[str, Entity]) -> object:
    """Return the key in an ID that must name one of some types. Raises BadUserInput."""
    entity, key = parse_id(text, entities)
    if entity.name not in type_names:
        raise BadUserInput(f"An ID of {' or '.join(type_names)} is expected here.")
    return key


def parse_key(entity: Entity, key: str) -> object:
    """Return the key in its column's type; only the canonical spelling counts, so that one row has one ID."""
    if entity.table.key.kind is Kind.UUID:
        try:
            parsed = UUID(key)
        except ValueError:
            raise BadUserInput("This is not an ID of this API.") from None
        if str(parsed) != key:
            raise BadUserInput("This is not an ID of this API.")
        return parsed
    if not key or not is_storable(key):
        raise BadUserInput("This is not an ID of this API.")
    return key


def is_storable(text: str) -> bool:
    """Return whether both engines can hold a text: neither takes half of a surrogate pair, and PostgreSQL no U+0000."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
