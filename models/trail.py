"""What was done: the append-only audit, the changes that live views read, and what kind of database this is."""

from tortoise import fields

from models.base import Identified, Stamped
from rules.roles import Role


class AuditRow(Identified):
    """Who did what to which record, when and why. Never an identity number."""

    account_id = fields.UUIDField(null=True)
    """Null where the clock acted. No foreign key: the audit outlives what it speaks of."""
    role = fields.CharEnumField(Role, max_length=10)
    action = fields.CharField(max_length=40)
    """The act, e.g. AGREEMENT_ACCEPT."""
    record_kind = fields.CharField(max_length=24)
    record_id = fields.CharField(max_length=64)
    status_before = fields.CharField(max_length=27, null=True)
    status_after = fields.CharField(max_length=27, null=True)
    reason = fields.CharField(max_length=500, null=True)
    school_id = fields.UUIDField(null=True)
    province_code = fields.CharField(max_length=2, null=True)
    address = fields.CharField(max_length=45, null=True)
    """The client's address; null where the clock acted."""
    reader_school_id = fields.UUIDField(null=True)
    reader_province_code = fields.CharField(max_length=2, null=True)
    """Whose staff may read it: one school's, or one province's; both null = the ministry alone."""
    chain = fields.CharField(max_length=43, null=True)
    """`school:ID`, `province:CODE` or `nation`: entries of one chain are sealed in a row. Null = from before there were chains."""
    chain_seq = fields.IntField(null=True)
    """Its place in the chain, from 1, without gaps."""
    seal_key = fields.CharField(max_length=8, null=True)
    seal = fields.CharField(max_length=64, null=True)
    """`auth.seal.AuditSeal` of the entry and of the seal before it."""

    class Meta:
        abstract = True


class Audit(AuditRow):
    """All that was done. Triggers refuse to change or delete a row."""

    class Meta:
        table = "audit"


class AuditEntry(AuditRow):
    """What was done to records of any module but ARCHIVE and HUKOU, whose events are views of their own: the view `audit_entry`."""

    class Meta:
        table = "audit_entry"


class AuditChain(Stamped):
    """Where a chain of the audit ends. Its row is locked while entries are added, so they are numbered without gaps."""

    chain = fields.CharField(max_length=43, primary_key=True)
    seq = fields.IntField()
    """The number of its last entry; 0 before there is one."""
    seal = fields.CharField(max_length=64)

    class Meta:
        table = "audit_chain"


class Change(Identified):
    """One write and the keys it made dirty; drives live views."""

    record_kind = fields.CharField(max_length=24)
    record_id = fields.CharField(max_length=64)
    school_id = fields.UUIDField(null=True)
    province_code = fields.CharField(max_length=2, null=True)
    class_year = fields.IntField(null=True)

    class Meta:
        table = "change"


class DatabaseMark(Stamped):
    """What this database is, by name: `demo` where demonstration accounts with known passwords exist."""

    name = fields.CharField(max_length=20, primary_key=True)
    value = fields.CharField(max_length=200)

    class Meta:
        table = "database_mark"
