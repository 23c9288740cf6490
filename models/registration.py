"""Registrations of other destinations (去向登记) than an agreement, and what happened to them."""

from tortoise import fields

from models.base import Identified
from models.record import ImportableRecord
from rules.record_terms import RecordStatus
from rules.roles import Role


class Registration(ImportableRecord):
    """What a graduate does that signs no agreement; which columns are filled, its category says (`rules.registration_fields`)."""

    category = fields.CharField(max_length=2)
    """毕业去向类别, one of `rules.destinations`."""
    subtype = fields.CharField(max_length=40, null=True)
    """A slug of ours; null here and in every column below where the category asks for none, or none was given."""
    employer_name = fields.CharField(max_length=60, null=True)
    """The employer, the service unit, or the unit abroad."""
    employer_uscc = fields.CharField(max_length=18, null=True)
    employer_nature = fields.CharField(max_length=2, null=True)
    employer_industry = fields.CharField(max_length=2, null=True)
    division = fields.CharField(max_length=6, null=True)
    """Where that is: of the employer, the county's recruiting office, the service, what was founded, or the work."""
    employer_address = fields.CharField(max_length=100, null=True)
    employer_contact = fields.CharField(max_length=40, null=True)
    employer_phone = fields.CharField(max_length=20, null=True)
    position_category = fields.CharField(max_length=2, null=True)
    position = fields.CharField(max_length=60, null=True)
    country = fields.CharField(max_length=3, null=True)
    """ISO 3166-1 alpha-3."""
    admitted_school_code = fields.CharField(max_length=5, null=True)
    """Of the school gone on to, as are the next four."""
    admitted_school_name = fields.CharField(max_length=100, null=True)
    admitted_major = fields.CharField(max_length=60, null=True)
    admitted_degree = fields.CharField(max_length=2, null=True)
    is_full_time = fields.BooleanField(null=True)
    entity_name = fields.CharField(max_length=60, null=True)
    """What was founded, as are the next two."""
    entity_uscc = fields.CharField(max_length=18, null=True)
    role = fields.CharField(max_length=40, null=True)
    occupation = fields.CharField(max_length=100, null=True)
    wish = fields.CharField(max_length=200, null=True)
    start_date = fields.DateField(null=True)

    class Meta:
        table = "registration"


class RegistrationEvent(Identified):
    """An entry of the audit about a registration, as everybody sees it who sees the registration: the view `registration_event`."""

    registration_id = fields.UUIDField()
    school_id = fields.UUIDField()
    province_code = fields.CharField(max_length=2)
    department_id = fields.UUIDField()
    person_id = fields.UUIDField()
    role = fields.CharEnumField(Role, max_length=10)
    action = fields.CharField(max_length=40)
    status_before = fields.CharEnumField(RecordStatus, max_length=23, null=True)
    status_after = fields.CharEnumField(RecordStatus, max_length=23, null=True)
    reason = fields.CharField(max_length=500, null=True)

    class Meta:
        table = "registration_event"


class DestinationInForce(Identified):
    """The destination that counts for a graduate now (毕业去向): the view `destination_in_force`, whose key is the graduate's."""

    school_id = fields.UUIDField()
    province_code = fields.CharField(max_length=2)
    department_id = fields.UUIDField()
    person_id = fields.UUIDField()
    category = fields.CharField(max_length=2)
    record_kind = fields.CharField(max_length=16)
    """Which kind of record it is: AGREEMENT, SUPPLEMENT or REGISTRATION."""
    record_id = fields.UUIDField()

    class Meta:
        table = "destination_in_force"
