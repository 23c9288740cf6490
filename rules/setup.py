"""What a school may choose beyond what its set-up must say: who reviews which records, which categories, and when to confirm."""

from dataclasses import astuple, dataclass
from datetime import date
from typing import Final

from rules.errors import InvalidInput
from rules.gate_terms import Feature, ReviewLevels
from rules.registration import CATEGORIES


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupChoices:
    """What a set-up of DESTINATION may say besides; None = as the system has it. The names are the columns'."""

    supplement_levels: ReviewLevels | None = None
    """Who reviews supplementary registrations; None here and in the next two = as signings are reviewed."""
    termination_levels: ReviewLevels | None = None
    registration_levels: ReviewLevels | None = None
    allowed_categories: str | None = None
    """Codes of the destinations that graduates may register, with blanks between; None = all."""
    confirm_from: date | None = None
    """First and last day in China, themselves included, on which graduates confirm their destination; None = no such day."""
    confirm_until: date | None = None


NO_CHOICES: Final = SetupChoices()


def check_choices(feature: Feature, choices: SetupChoices) -> None:
    """Raise InvalidInput unless the choices go together and belong to the feature: only DESTINATION has any."""
    if feature is not Feature.DESTINATION and any(chosen is not None for chosen in astuple(choices)):
        raise InvalidInput("feature", "审核级别的单独设置、可登记的去向类别和确认时间仅用于毕业去向登记与网签")
    if choices.confirm_from is not None and choices.confirm_until is not None and choices.confirm_until < choices.confirm_from:
        raise InvalidInput("confirmUntil", "去向登记确认的结束日期不能早于开始日期")


def allowed_categories(codes: list[str] | None) -> str | None:
    """Return codes as a set-up keeps them: each once, in the order of the statistics. Raises InvalidInput where one is none."""
    if codes is None:
        return None
    unknown = [code for code in codes if code not in CATEGORIES]
    kept = [code for code in CATEGORIES if code in codes]
    if unknown or not kept:
        raise InvalidInput("allowedCategories", "可登记的去向类别须为毕业去向类别代码，至少一项")
    return " ".join(kept)
