"""An identity number is found wherever it could hide, and nothing else is taken for one."""

import base64
from datetime import date

import pytest

from models import Change
from models.database import close_database, open_database
from rules.identity import make_id_number
from tests.engines import Engine, texts_of
from tests.outputs import Outputs, numbers_in

NUMBER = make_id_number("110000", date(2001, 2, 3), 1)
WITH_X = next(number for order in range(1, 99) if (number := make_id_number("110000", date(2001, 2, 3), order)).endswith("X"))


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        f'{{"idNumber":"{NUMBER}"}}',
        f"姓名花贞沈，身份证号{NUMBER}。",
        WITH_X,
        WITH_X.lower(),
        f'["NAME","{NUMBER}","x"]'.encode().hex(),
        base64.urlsafe_b64encode(f'{{"sub":"{NUMBER}","n":1}}'.encode()).decode().rstrip("="),
        f"/graphql?number={NUMBER}",
    ],
)
def test_a_number_is_found_in_plain_text_in_a_cursor_and_in_a_token(text: str) -> None:
    assert len(numbers_in(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "110000********0019",
        "2023410001318198442",
        f"{int(NUMBER) + 1}",
        "110000200113310019",
        "01856aa0-c800-7004-8000-0000000000fc",
        f"1{NUMBER}",
    ],
)
def test_what_is_no_number_is_not_taken_for_one(text: str) -> None:
    assert numbers_in(text) == set()


def test_a_number_that_is_revealed_on_purpose_is_let_through_only_there() -> None:
    outputs = Outputs()
    with outputs.revealing(NUMBER):
        outputs.look("answers", NUMBER)
    assert outputs.found == []
    outputs.look("answers", NUMBER, "here")
    assert (outputs.found, outputs.seen) == (["answers here"], {"answers": 2})


async def test_a_number_is_found_in_any_table_of_the_engine(engine: Engine) -> None:
    async with engine.fresh() as url:
        await open_database(url)
        change = await Change.create(record_kind="AGREEMENT", record_id=NUMBER)
        assert {table for table, text in await texts_of(url) if numbers_in(text)} == {"change"}
        await change.delete()
        await close_database()
