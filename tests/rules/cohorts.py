"""Two cohorts whose figures schools have published: what statistics say of them must be what was printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rules.statistics import Rate


@dataclass(frozen=True)
class Cohort:
    """A roster, how many of it are in which column, and the shares that were printed."""

    name: str
    graduates: int
    counts: Mapping[str, int]
    percents: Mapping[Rate, str]


COHORTS: Final = (
    # 1,112 went on to study: with that the groups add up to the roster and to every share that was printed.
    Cohort(
        "bachelors",
        5082,
        {
            "category_10": 2795,
            "category_11": 280,
            "category_27": 20,
            "category_46": 25,
            "category_50": 20,
            "category_51": 5,
            "category_12": 47,
            "category_76": 10,
            "category_75": 18,
            "category_80": 1076,
            "category_85": 36,
            "category_70": 731,
            "category_71": 12,
            "category_72": 7,
        },
        {
            Rate.AGREEMENT_OR_CONTRACT: "61.89",
            Rate.FURTHER_STUDY: "21.88",
            Rate.SEEKING: "14.38",
            Rate.FLEXIBLE: "1.12",
            Rate.NOT_SEEKING: "0.37",
            Rate.ENTREPRENEURSHIP: "0.35",
            Rate.SETTLED: "85.24",
        },
    ),
    # Printed were the roster, those who look for work, and three shares; how the rest is divided is not.
    Cohort(
        "vocational",
        3878,
        {
            "category_10": 1609,
            "category_11": 225,
            "category_46": 194,
            "category_50": 4,
            "category_12": 1010,
            "category_75": 31,
            "category_80": 701,
            "category_85": 4,
            "category_70": 100,
        },
        {Rate.SETTLED: "97.42", Rate.AGREEMENT_OR_CONTRACT: "52.40", Rate.FLEXIBLE: "26.04"},
    ),
)
