"""Imports of rosters (名册导入): the job as it stands, its rows while they wait to be written, and what is wrong with them."""

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields

from models.base import Identified
from models.graduate import RosterColumns
from models.leased import Leased
from rules.roster_import import Fate, ImportMode, ImportPhase, ImportState

if TYPE_CHECKING:
    from models.account import Account
    from models.places import School
    from models.upload import Upload


class RosterImport(Leased):
    """One import of one file into one school's roster of a class year. Its row says how it stands: progress, lease, outcome."""

    account: fields.ForeignKeyRelation["Account"] = fields.ForeignKeyField(
        "models.Account", related_name="roster_imports", on_delete=fields.RESTRICT
    )
    """Who asked for it, and in whose name it writes."""
    account_id: UUID
    address = fields.CharField(max_length=45, null=True)
    """From where it was asked for: the audit of what it writes says so."""
    school: fields.ForeignKeyRelation["School"] = fields.ForeignKeyField(
        "models.School", related_name="roster_imports", on_delete=fields.RESTRICT
    )
    school_id: UUID
    province_code = fields.CharField(max_length=2)
    class_year = fields.IntField()
    upload: fields.ForeignKeyNullableRelation["Upload"] = fields.ForeignKeyField(
        "models.Upload", related_name="roster_imports", null=True, on_delete=fields.RESTRICT
    )
    """The file; null once the import is over, when the file is removed."""
    upload_id: UUID | None
    file_name = fields.CharField(max_length=100)
    mode = fields.CharEnumField(ImportMode, max_length=16)
    is_dry_run = fields.BooleanField()
    makes_departments = fields.BooleanField()
    """Whether a department that is not there yet is made; otherwise its rows are refused as slips."""
    state = fields.CharEnumField(ImportState, max_length=16, default=ImportState.QUEUED)
    phase = fields.CharEnumField(ImportPhase, max_length=16, default=ImportPhase.READING)
    columns = fields.CharField(max_length=1000, null=True)
    """The fields that the file has columns of, by their names, with commas between; null before its heading was read."""
    row_cursor = fields.IntField(default=0)
    """The last row of the file that the phase is through with: whoever takes the import up goes on behind it."""
    row_total = fields.IntField(null=True)
    """Rows of the file, below its heading; null before it was opened."""
    row_count = fields.IntField(default=0)
    """Rows that the phase is through with, of all."""
    new_count = fields.IntField(default=0)
    changed_count = fields.IntField(default=0)
    same_count = fields.IntField(default=0)
    bad_count = fields.IntField(default=0)
    problem_count = fields.IntField(default=0)
    new_departments = fields.CharField(max_length=2000, null=True)
    """The departments that were made, or would be, with 、 between."""
    refusal = fields.CharField(max_length=500, null=True)
    """Why the file as a whole could not be imported (Chinese); null where it could, or where its rows are at fault."""
    cancel_requested_at = fields.DatetimeField(null=True)

    class Meta:
        table = "roster_import"


class RosterProblem(Identified):
    """One thing that is wrong with one row of an import's file."""

    roster_import: fields.ForeignKeyRelation[RosterImport] = fields.ForeignKeyField(
        "models.RosterImport", related_name="problems", on_delete=fields.CASCADE
    )
    roster_import_id: UUID
    school_id = fields.UUIDField()
    province_code = fields.CharField(max_length=2)
    row_number = fields.IntField()
    """As spreadsheets count, the heading among them; 0 speaks of the file as a whole."""
    field = fields.CharField(max_length=24, null=True)
    """The roster's field (GraphQL name); null where it is the row's."""
    label = fields.CharField(max_length=40, null=True)
    """What the column is called; null where it is the row's."""
    problem = fields.CharField(max_length=200)
    remedy = fields.CharField(max_length=200)

    class Meta:
        table = "roster_problem"


class RosterRow(Identified, RosterColumns):
    """One row of a file that was read and is right by itself, as it would be written; it goes when its import is over.

    The keys are those that the person, the account and the graduation get where they are new.
    """

    roster_import: fields.ForeignKeyRelation[RosterImport] = fields.ForeignKeyField(
        "models.RosterImport", related_name="rows", on_delete=fields.CASCADE
    )
    roster_import_id: UUID
    row_number = fields.IntField()
    department = fields.CharField(max_length=60)
    identity_index = fields.CharField(max_length=64)
    identity_index_key = fields.CharField(max_length=8)
    identity_cipher = fields.BinaryField()
    identity_cipher_key = fields.CharField(max_length=8)
    id_number_masked = fields.CharField(max_length=20)
    person_id = fields.UUIDField()
    account_id = fields.UUIDField()
    username = fields.CharField(max_length=12)
    graduate_id = fields.UUIDField()
    """Where the graduate is on the roster already, its own."""
    fate = fields.CharEnumField(Fate, max_length=8, null=True)
    """Null until it was compared with the roster."""
    changes = fields.CharField(max_length=500, null=True)
    """The labels of what differs from the roster, with 、 between."""

    class Meta:
        table = "roster_row"
