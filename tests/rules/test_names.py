"""Every term that a message may say has a Chinese name of its own."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

import pytest

from rules.acts import ACT_LABELS, RECORD_NAMES, ActName, RecordKind
from rules.agreement_terms import Move, Status
from rules.employer_terms import EmployerMove, EmployerStatus
from rules.gate_terms import Feature
from rules.keepers import ACCOUNTS_KEPT_BY, DOWNLOADS_KEPT_BY, KEPT_BY
from rules.names import (
    EMPLOYER_MOVE_NAMES,
    EMPLOYER_STATUS_NAMES,
    FEATURE_NAMES,
    LEVEL_NAMES,
    MODULE_NAMES,
    MOVE_NAMES,
    RECORD_MOVE_NAMES,
    RECORD_STATUS_NAMES,
    ROLE_NAMES,
    STATUS_NAMES,
    name_of,
)
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import AccessLevel, Module, Role


@pytest.mark.parametrize(
    ("terms", "names"),
    [
        (Role, ROLE_NAMES),
        (Module, MODULE_NAMES),
        (AccessLevel, LEVEL_NAMES),
        (Feature, FEATURE_NAMES),
        (Status, STATUS_NAMES),
        (Move, MOVE_NAMES),
        (RecordStatus, RECORD_STATUS_NAMES),
        (RecordMove, RECORD_MOVE_NAMES),
        (EmployerStatus, EMPLOYER_STATUS_NAMES),
        (EmployerMove, EMPLOYER_MOVE_NAMES),
    ],
)
def test_every_term_has_a_name(terms: type[Enum], names: Mapping[Any, str]) -> None:
    assert set(names) == set(terms)
    assert [name_of(term) for term in terms] == [names[term] for term in terms]


def test_every_act_and_every_move_of_an_agreement_has_a_label_of_its_own() -> None:
    assert set(ACT_LABELS) == set(ActName)
    assert len(set(ACT_LABELS.values())) == len(ActName)
    assert {f"AGREEMENT_{move}" for move in Move} <= set(ActName)
    assert set(KEPT_BY) == set(RecordKind) - {RecordKind.ACCOUNT, RecordKind.DOWNLOAD}
    assert set(ACCOUNTS_KEPT_BY) == set(DOWNLOADS_KEPT_BY) == set(Role) - {Role.SYSTEM}
    assert set(RECORD_NAMES) == set(RecordKind)


def test_what_is_no_term_is_said_as_it_is() -> None:
    assert name_of(2023) == 2023
    assert name_of("ARCHIVE") == "ARCHIVE"
