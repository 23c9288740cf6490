"""Records that came from provinces' own systems, among the edge values."""

from typing import Any, Final

import models
from rules.acts import RecordKind
from tests.planner.making import Rows

KINDS: Final = {
    models.Registration: RecordKind.REGISTRATION,
    models.Supplement: RecordKind.SUPPLEMENT,
    models.ArchiveRecord: RecordKind.ARCHIVE,
    models.HukouRecord: RecordKind.HUKOU,
}


def add_imports(rows: Rows) -> None:
    """Say of some records that they were imported."""
    for model, kind in KINDS.items():
        for record in rows.made.get(model, []):
            if rows.random.random() < 0.4:
                add_import(rows, record, kind)


def add_import(rows: Rows, record: Any, kind: RecordKind) -> None:
    """Say of a record that it was imported."""
    record.source_system, record.source_id = rows.text()[:20], str(record.id)
    rows.add(
        models.ImportedRecord,
        province_code=record.province_code,
        source_system=record.source_system,
        source_id=record.source_id,
        source_version=rows.random.choice((1, 2_147_483_647)),
        digest="0" * 64,
        record_kind=kind,
        record_id=record.id,
    )
