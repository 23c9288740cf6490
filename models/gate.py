"""What is open: class years, a province's switches, agreement types, and a school's set-up."""

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from models.base import Identified, Stamped
from rules.gate import AgreementType, ClassYearState, Enablement, Feature, ReviewLevels
from rules.waiting import Missing, OpenWorkKind

if TYPE_CHECKING:
    from models.places import Province, School


class ClassYear(Stamped):
    """A class year (届) and whether it takes writes; never read off the clock."""

    year = fields.IntField(primary_key=True, generated=False)
    state = fields.CharEnumField(ClassYearState, max_length=6)
    closed_at = fields.DatetimeField(null=True)
    """When it was closed; null while it is open."""
    status_reason = fields.CharField(max_length=500, null=True)
    """Why it was closed, or opened again; null where nobody has done either."""
    changes_until = fields.DatetimeField(null=True)
    """From this instant on graduates change nothing of theirs by themselves any more, only their schools do; null = not set."""

    class Meta:
        table = "class_year"


class FeatureSwitch(Identified):
    """A feature a province has opened. A row means ON; triggers refuse to change or delete one (一旦开启,不可再关闭)."""

    province: fields.ForeignKeyRelation["Province"] = fields.ForeignKeyField(
        "models.Province", related_name="features", source_field="province_code", on_delete=fields.RESTRICT
    )
    province_id: str
    feature = fields.CharEnumField(Feature, max_length=11)

    class Meta:
        table = "feature_switch"
        unique_together = (("province", "feature"),)


class AgreementTypeSetting(Identified):
    """The agreement type a province set for one school and class year."""

    school: fields.ForeignKeyRelation["School"] = fields.ForeignKeyField(
        "models.School", related_name="agreement_types", on_delete=fields.RESTRICT
    )
    school_id: UUID
    province_code = fields.CharField(max_length=2)
    class_year = fields.IntField()
    agreement_type = fields.CharEnumField(AgreementType, max_length=11)

    class Meta:
        table = "agreement_type_setting"
        unique_together = (("school", "class_year"),)


class SchoolSetup(Identified):
    """A school's set-up (签约设置 or 登记设置) of one feature for one class year. May be edited, never unset."""

    school: fields.ForeignKeyRelation["School"] = fields.ForeignKeyField("models.School", related_name="setups", on_delete=fields.RESTRICT)
    school_id: UUID
    province_code = fields.CharField(max_length=2)
    class_year = fields.IntField()
    feature = fields.CharEnumField(Feature, max_length=11)
    review_levels = fields.CharEnumField(ReviewLevels, max_length=22)
    reply_days = fields.IntField(default=5)
    """Days an invited graduate has to answer, 1-30."""
    contact = fields.CharField(max_length=100)
    """Whom graduates and employers ask; name and telephone as the school prints them."""
    supplement_levels = fields.CharEnumField(ReviewLevels, max_length=22, null=True)
    """Who reviews supplementary registrations; null here and in the next two = as `review_levels` says."""
    termination_levels = fields.CharEnumField(ReviewLevels, max_length=22, null=True)
    registration_levels = fields.CharEnumField(ReviewLevels, max_length=22, null=True)
    allowed_categories = fields.CharField(max_length=60, null=True)
    """The categories of other destinations that graduates may register (可登记的去向类别), codes with blanks between; null = all."""
    confirm_from = fields.DateField(null=True)
    """First day in China on which graduates confirm their destination (去向登记确认); null = no first day."""
    confirm_until = fields.DateField(null=True)
    """Last day in China, itself included; null = no last day."""

    class Meta:
        table = "school_setup"
        unique_together = (("school", "class_year", "feature"),)


class SetupGap(Model):
    """A step that is missing next, where a province has opened a feature, in a class year that takes writes: the view `setup_gap`."""

    gap = fields.CharField(primary_key=True, max_length=60)
    """School, class year and feature."""
    school_id = fields.UUIDField()
    school_code = fields.CharField(max_length=5)
    province_code = fields.CharField(max_length=2)
    class_year = fields.IntField()
    feature = fields.CharEnumField(Feature, max_length=11)
    missing = fields.CharEnumField(Missing, max_length=14)

    class Meta:
        table = "setup_gap"


class Cohort(Model):
    """A class year as it is read, under a key of text: the view `cohort`."""

    cohort = fields.CharField(primary_key=True, max_length=4)
    class_year = fields.IntField()
    state = fields.CharEnumField(ClassYearState, max_length=6)
    opened_at = fields.DatetimeField()
    closed_at = fields.DatetimeField(null=True)
    status_reason = fields.CharField(max_length=500, null=True)
    changes_until = fields.DatetimeField(null=True)

    class Meta:
        table = "cohort"


class OpenWork(Model):
    """How much of one kind still waits in a class year, in the whole nation: the view `open_work`."""

    work = fields.CharField(primary_key=True, max_length=20)
    """Class year and kind."""
    cohort = fields.CharField(max_length=4)
    class_year = fields.IntField()
    kind = fields.CharEnumField(OpenWorkKind, max_length=12)
    waiting = fields.IntField()

    class Meta:
        table = "open_work"


class SchoolEnablement(Model):
    """How far one school has come with every feature in one class year: the view `school_enablement`."""

    enablement = fields.CharField(primary_key=True, max_length=41)
    """School and class year."""
    cohort = fields.CharField(max_length=4)
    school_id = fields.UUIDField()
    school_code = fields.CharField(max_length=5)
    school_name = fields.CharField(max_length=60)
    province_code = fields.CharField(max_length=2)
    class_year = fields.IntField()
    agreement_type = fields.CharEnumField(AgreementType, max_length=11, null=True)
    destination = fields.CharEnumField(Enablement, max_length=17)
    destination_opened_at = fields.DatetimeField(null=True)
    destination_set_up_at = fields.DatetimeField(null=True)
    archive = fields.CharEnumField(Enablement, max_length=17)
    archive_opened_at = fields.DatetimeField(null=True)
    archive_set_up_at = fields.DatetimeField(null=True)
    hukou = fields.CharEnumField(Enablement, max_length=17)
    hukou_opened_at = fields.DatetimeField(null=True)
    hukou_set_up_at = fields.DatetimeField(null=True)

    class Meta:
        table = "school_enablement"
