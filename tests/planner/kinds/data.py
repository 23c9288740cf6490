"""Small databases full of edge values of every kind, the same for the same seed."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final
from uuid import UUID

from tortoise.connection import get_connection
from tortoise.context import TortoiseContext

from models.database import CONNECTION
from tests.planner.kinds.models import Holder, Mood, Note, Rank, Thing
from tests.planner.kinds.tables import config, statements
from tests.planner.making import START, STEPS
from tests.planner.texts import TEXTS

NUMBERS: Final = (-(2**31), -1, 0, 0, 1, 1, 2, 2**31 - 1)
SMALL: Final = (-(2**15), -1, 0, 0, 1, 2**15 - 1)
DAYS: Final = (date(1, 1, 1), date(1999, 12, 31), date(2000, 2, 29), date(2023, 6, 30), date(2023, 6, 30), date(9999, 12, 31))
MOMENTS: Final = (
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(1, 1, 1, 0, 0, 0, 1, UTC),
    datetime(1969, 12, 31, 23, 59, 59, 999999, UTC),
    datetime(9999, 12, 31, 23, 59, 59, 1, UTC),
    datetime(9999, 12, 31, 23, 59, 59, 999999, UTC),
)
PRICES: Final = ("0", "-0.00", "-0.01", "0.01", "0.10", "1", "1.5", "10", "9.99", "-9.99", "-10", "100", "9999999999.99", "-9999999999.99")
FINE: Final = ("0", "-0.0000001", "0.000001", "-0.000001", "0.1", "1", "123456789012.345678", "-999999999999.999999", "2", "10", "9.5")
WHOLE: Final = ("0", "-0.4", "-1", "1", "2", "10", "9", "99999", "-99999")
JSON_VALUES: Final[Sequence[Any]] = (
    {},
    [],
    0,
    -1.5,
    1e16,
    ["", "text"],
    True,
    False,
    {"a": None, "b": [1, [2, {"c": "𠮷🎓"}]], "": "'\"%s\\"},
    [None, {"z": 1, "a": 2}],
    ["\u2028</script>", "100%"],
)
SCHOOLS: Final = tuple(UUID(int=number, version=4) for number in (1, 2, 3))
PROVINCES: Final = ("11", "11", "31")


async def write(url: str, seed: int) -> None:
    """Make the tables in an empty database, and fill them."""
    random = Random(seed)
    async with TortoiseContext() as context:
        await context.init(config=config(url))
        await get_connection(CONNECTION).execute_script(statements(url))
        holders = [Holder(code=code, name=text(random), since=maybe(random, DAYS)) for code in ("a", "A", "张:三", "100%", "it's")]
        await Holder.bulk_create(holders)
        things = [thing(random, holders) for _ in range(24)]
        notes = [note(random, things) for _ in range(20)]
        for each in things:
            each.kind, each.key = subject(random, things, holders, notes)
        for written in notes:
            written.about_kind, written.about_id = about(random, things, notes)
        await Thing.bulk_create(things)
        await Note.bulk_create(notes)


def text(random: Random) -> str:
    return "".join(random.choices([each for each in TEXTS if len(each) < 12], k=random.choice((1, 1, 2))))


def maybe(random: Random, values: Sequence[Any]) -> Any:
    return random.choice(values) if random.random() < 0.6 else None


def moment(random: Random) -> datetime:
    return random.choice((*MOMENTS, *[START + timedelta(microseconds=step) for step in STEPS]))


def thing(random: Random, holders: Sequence[Holder]) -> Thing:
    """Make one thing; what it is about comes later."""
    place = random.randrange(len(SCHOOLS))

    def sometimes(make: Callable[[], Any]) -> Any:
        return make() if random.random() < 0.6 else None

    return Thing(
        id=UUID(int=random.getrandbits(128), version=4),
        province_code=PROVINCES[place],
        school_id=SCHOOLS[place],
        holder_id=sometimes(lambda: random.choice(holders).code),
        name=text(random),
        nickname=sometimes(lambda: text(random)),
        secret=sometimes(lambda: text(random)),
        number=random.choice(NUMBERS),
        maybe_number=maybe(random, SMALL),
        truth=random.random() < 0.5,
        maybe_truth=maybe(random, (True, False)),
        moment=moment(random),
        maybe_moment=sometimes(lambda: moment(random)),
        day=random.choice(DAYS),
        maybe_day=maybe(random, DAYS),
        price=Decimal(random.choice(PRICES)),
        maybe_price=sometimes(lambda: Decimal(random.choice(FINE))),
        whole=Decimal(random.choice(WHOLE)),
        rank=random.choice(list(Rank)),
        maybe_rank=maybe(random, list(Rank)),
        mood=random.choice(list(Mood)),
        maybe_mood=maybe(random, list(Mood)),
        data=random.choice(JSON_VALUES),
        maybe_data=maybe(random, JSON_VALUES),
    )


def note(random: Random, things: Sequence[Thing]) -> Note:
    """Make one note, of a thing and as visible as that or not."""
    place = random.randrange(len(SCHOOLS))
    return Note(
        id=UUID(int=random.getrandbits(128), version=4),
        province_code=PROVINCES[place],
        school_id=SCHOOLS[place],
        thing_id=random.choice(things).id,
        name=text(random),
    )


def subject(random: Random, things: Sequence[Thing], holders: Sequence[Holder], notes: Sequence[Note]) -> tuple[str | None, str | None]:
    """Return a kind and a key: of a row, of none, of a kind that is unknown, or nothing."""
    return random.choice(
        (
            ("thing", str(random.choice(things).id)),
            ("note", str(random.choice(notes).id)),
            ("holder", random.choice(holders).code),
            ("holder", "nobody"),
            ("thing", str(UUID(int=9, version=4))),
            ("unknown", "no key of anything"),
            (None, None),
            ("thing", None),
        )
    )


def about(random: Random, things: Sequence[Thing], notes: Sequence[Note]) -> tuple[str, UUID]:
    """Return a kind and a key, which is a UUID whatever it is of."""
    kind = random.choice(("thing", "note", "other", "unknown"))
    return kind, random.choice([each.id for each in things] if kind == "thing" else [each.id for each in notes])
