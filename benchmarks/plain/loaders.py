"""The plain server's DataLoaders, one for each relation and made anew for each request."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader
from tortoise.models import Model

import models

M = TypeVar("M", bound=Model)


class Loaders:
    """What one request has asked for by key."""

    def __init__(self) -> None:
        self.provinces: DataLoader[str, models.Province] = DataLoader(by_key(models.Province))
        self.schools: DataLoader[UUID, models.School] = DataLoader(by_key(models.School))
        self.departments: DataLoader[UUID, models.Department] = DataLoader(by_key(models.Department))
        self.employers: DataLoader[UUID, models.Employer] = DataLoader(by_key(models.Employer))
        self.agreements: DataLoader[UUID, list[models.Agreement]] = DataLoader(by_parent(models.Agreement, "graduate_id"))
        self.reviews: DataLoader[UUID, list[models.Review]] = DataLoader(by_parent(models.Review, "agreement_id"))


def by_key(model: type[M]) -> Callable[[list[Any]], Awaitable[list[M]]]:
    """Return the function that loads rows by their keys."""

    async def load(keys: list[Hashable]) -> list[M]:
        rows = {row.pk: row for row in await model.filter(pk__in=keys)}
        return [rows[key] for key in keys]

    return load


def by_parent(model: type[M], attribute: str) -> Callable[[list[Any]], Awaitable[list[list[M]]]]:
    """Return the function that loads the rows of many parents at once, newest first. A parent has few, so all are read."""

    async def load(keys: list[Hashable]) -> list[list[M]]:
        rows = defaultdict[Hashable, list[M]](list)
        for row in await model.filter(**{f"{attribute}__in": keys}).order_by("-created_at", "-id"):
            rows[getattr(row, attribute)].append(row)
        return [rows[key] for key in keys]

    return load
