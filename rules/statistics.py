"""What statistics add up, and over what: the formulas of guide section 7, over the columns of the counters."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from rules.agreement import STATUSES_OF, Initiator
from rules.counters import CATEGORY_COLUMNS, CONFIRMED, REGISTERED, category_column, counter_column
from rules.destinations import CODES_OF_GROUP, DESTINATIONS, DestinationGroup

GRADUATES: Final = "graduates"
"""The column that counts the roster (N): 结业生 too, who are registered as all are."""

OF_GROUP: Final[Mapping[DestinationGroup, tuple[str, ...]]] = {
    group: tuple(map(category_column, codes)) for group, codes in CODES_OF_GROUP.items()
}
"""The columns of each group of destinations; every category is in one."""

SETTLED: Final = tuple(category_column(each.code) for each in DESTINATIONS if each.is_settled)
"""Graduates who have settled (落实): 协议和合同就业, 自主创业, 灵活就业, 升学. Who is not registered has not."""

BY_UNITS: Final = tuple(map(category_column, ("10", "11", "12", "27", "46", "50", "51")))
"""Graduates whom a unit has taken on (单位就业): beside 协议和合同就业 also 其他录用形式就业, which is counted as 灵活就业."""

SIGNED: Final = ("online_effective", "offline_effective", "supplement_approved")
"""Agreements in force, electronic or on paper; a graduate holds one at most, so they are graduates too."""

APPROVED: Final = CATEGORY_COLUMNS
"""Graduates with a destination in force: each is in one category."""

INVITED: Final = tuple(counter_column(Initiator.EMPLOYER, status) for status in STATUSES_OF[Initiator.EMPLOYER])
"""Every invitation that an employer has sent, wherever it stands."""


class Rate(StrEnum):
    """The shares that the pages print, by what the schema calls them."""

    AGREEMENT_OR_CONTRACT = "agreement_or_contract_rate"
    ENTREPRENEURSHIP = "entrepreneurship_rate"
    FLEXIBLE = "flexible_rate"
    FURTHER_STUDY = "further_study_rate"
    SEEKING = "seeking_rate"
    NOT_SEEKING = "not_seeking_rate"
    SETTLED = "settled_rate"
    BY_UNITS = "by_units_rate"
    SIGNING = "signing_rate"
    EXPIRY = "expiry_rate"
    REGISTERED = "registered_rate"
    APPROVED = "approved_rate"
    CONFIRMED = "confirmed_rate"


@dataclass(frozen=True, slots=True)
class Share:
    """The sum of some columns over the sum of others."""

    part: tuple[str, ...]
    whole: tuple[str, ...] = (GRADUATES,)

    def percent(self, counts: Mapping[str, int]) -> Decimal | None:
        """Return the share in percent with two places, rounded half up, exactly; None of nothing, which pages print as a dash."""
        whole = sum(counts[column] for column in self.whole)
        if whole == 0:
            return None
        # In whole numbers: a quotient may have no end, and half of a hundredth must be seen exactly.
        hundredths, rest = divmod(10_000 * sum(counts[column] for column in self.part), whole)
        return Decimal(hundredths + (2 * rest >= whole)).scaleb(-2)


SHARES: Final[Mapping[Rate, Share]] = {
    Rate.AGREEMENT_OR_CONTRACT: Share(OF_GROUP[DestinationGroup.AGREEMENT_OR_CONTRACT]),
    Rate.ENTREPRENEURSHIP: Share(OF_GROUP[DestinationGroup.ENTREPRENEURSHIP]),
    Rate.FLEXIBLE: Share(OF_GROUP[DestinationGroup.FLEXIBLE]),
    Rate.FURTHER_STUDY: Share(OF_GROUP[DestinationGroup.FURTHER_STUDY]),
    Rate.SEEKING: Share(OF_GROUP[DestinationGroup.SEEKING]),
    Rate.NOT_SEEKING: Share(OF_GROUP[DestinationGroup.NOT_SEEKING]),
    Rate.SETTLED: Share(SETTLED),
    Rate.BY_UNITS: Share(BY_UNITS),
    Rate.SIGNING: Share(SIGNED),
    Rate.EXPIRY: Share(("online_expired",), INVITED),
    Rate.REGISTERED: Share((REGISTERED,)),
    Rate.APPROVED: Share(APPROVED),
    Rate.CONFIRMED: Share((CONFIRMED,)),
}
"""Every rate and its formula: this is the only place that has them."""
