"""The published JSON Schema of reports is the one that the tables make; `make schema` writes it anew."""

import orjson
from jsonschema import Draft202012Validator

from sync.message_schema import message_schema
from tests.project.files import ROOT


def test_the_published_schema_is_valid_and_up_to_date() -> None:
    Draft202012Validator.check_schema(message_schema())
    published = (ROOT / "docs" / "sync" / "report.schema.json").read_bytes()
    assert orjson.loads(published) == message_schema(), "`make schema` writes it anew"
