"""Which version of an outside record counts, what must come with it, and what it may end as."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.gate import ReviewLevels
from rules.inbound import (
    CONTENTS,
    ENDINGS,
    IN_FORCE,
    NEXT_VERSION,
    STILL_ASKED,
    WITHDRAWAL,
    Ending,
    ImportOutcome,
    Known,
    envelope_problems,
    placed,
)
from rules.inbound_errors import SourceVersionReused
from rules.lives import LIVES
from rules.record_life import next_record_status
from rules.record_terms import RecordMove
from rules.transfer import OF_GRADUATES

VERSIONS = st.integers(1, 2**31 - 1)
PARTS = [*CONTENTS, WITHDRAWAL]


@given(kept=VERSIONS, version=VERSIONS, is_same=st.booleans())
def test_of_two_versions_the_newer_counts_and_the_same_says_the_same(kept: int, version: int, is_same: bool) -> None:
    known, digest = Known(kept, "a"), "a" if is_same else "b"
    assert placed(None, version, digest) is ImportOutcome.IMPORTED
    told = {1: ImportOutcome.IMPORTED, -1: ImportOutcome.STALE}
    if version != kept:
        assert placed(known, version, digest) is told[1 if version > kept else -1]
    if is_same:
        assert placed(known, kept, digest) is ImportOutcome.ALREADY_IMPORTED
    else:
        with pytest.raises(SourceVersionReused):
            placed(known, kept, digest)


@pytest.mark.parametrize("parts", [(), *((part,) for part in PARTS), *product(PARTS, repeat=2)])
@pytest.mark.parametrize("names_graduate", [True, False])
def test_a_record_has_one_part_and_a_graduate_unless_it_is_withdrawn(parts: tuple[str, ...], names_graduate: bool) -> None:
    problems = [each.field for each in envelope_problems("a", 1, parts, names_graduate=names_graduate)]
    if len(parts) != 1:
        assert problems == [""]
    else:
        assert problems == ([] if names_graduate is (WITHDRAWAL not in parts) else ["graduate"])


@pytest.mark.parametrize("source_id", ["", " ", "a b", "号", "a\n", "a" * 65, "\x00", "\ud800"])
def test_what_a_record_is_known_by_can_be_seen_and_typed(source_id: str) -> None:
    assert [each.field for each in envelope_problems(source_id, 1, ["hukou"], names_graduate=True)] == ["sourceId"]


@pytest.mark.parametrize("version", [0, -1, 2**31])
def test_versions_count_from_one(version: int) -> None:
    assert [each.field for each in envelope_problems("a", version, ["hukou"], names_graduate=True)] == ["sourceVersion"]


def test_whatever_is_imported_can_be_withdrawn_and_leaves_what_is_in_force() -> None:
    assert {kind for kind, _ in ENDINGS} == set(CONTENTS.values())
    for (kind, _), (move, role) in ENDINGS.items():
        after = next_record_status(LIVES[kind], IN_FORCE, move, role, levels=ReviewLevels.SCHOOL_ONLY)
        assert after not in LIVES[kind].in_force
    assert [kind for kind, ending in ENDINGS if ending is Ending.TERMINATED] == [CONTENTS["paperAgreement"]]


def test_a_destination_is_changed_where_it_is_and_a_version_beside_another_is_a_record_of_its_own() -> None:
    move, role = NEXT_VERSION
    for kind in CONTENTS.values():
        life = LIVES[kind]
        assert life.has_versions is ((IN_FORCE, move, role) not in life.transitions)


def test_what_is_asked_of_imported_records_is_asked_of_nobody_in_particular() -> None:
    assert not STILL_ASKED & OF_GRADUATES
    for kind in CONTENTS.values():
        assert STILL_ASKED & set(LIVES[kind].guards[RecordMove.RESUBMIT])
