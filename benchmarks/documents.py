"""The four reads that are measured, as documents of the product's schema, and the variables they are asked with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from demo.timeline import CLASS_YEAR

SCALARS: Final = "id name studentNumber classYear majorCode majorName degreeCode degreeLabel examNumber idNumber trainingMode"
RELATIONS: Final = """
  school { code name province { name } }
  department { name }
  agreements(first: 5) { edges { node {
    id status statusLabel agreementNumber agreementType employerName monthlyPay createdAt
    employer { name uscc status }
    reviews(first: 2) { edges { node { level isPassed reason reviewedAt } } }
  } } }
"""
FIGURES: Final = """
  version graduates signed signingRate onlinePendingGraduate onlinePendingDepartment onlinePendingSchool
  onlineReviewRejected onlineEffective offlineEffective
"""


def roster(selection: str) -> str:
    """Return the document of a page of one school's graduates."""
    return f"""query Roster($school: ID!) {{
  graduates(first: 50, filter: {{school: {{eq: $school}}, classYear: {{eq: {CLASS_YEAR}}}}}) {{
    edges {{ cursor node {{ {selection} }} }}
    pageInfo {{ hasNextPage endCursor }}
  }}
}}"""


Q1: Final = roster(SCALARS)
Q2: Final = roster(SCALARS + RELATIONS)
Q3: Final = f"query Card($graduate: ID!) {{ node(id: $graduate) {{ ... on Graduate {{ {SCALARS} {RELATIONS} }} }} }}"
Q4: Final = f"""query Statistics($province: ID!) {{
  signingStatistics(classYear: {CLASS_YEAR}, province: $province) {{
    {FIGURES} schoolCount
    schools(first: 100) {{ edges {{ node {{ school {{ code name }} {FIGURES} }} }} }}
  }}
}}"""


@dataclass(frozen=True, slots=True)
class Read:
    """One document and the variables it is asked with, in turn, so that no single row is what is measured."""

    name: str
    title: str
    document: str
    variables: Sequence[Mapping[str, Any]]

    def bodies(self) -> list[bytes]:
        """Return the bodies of the requests."""
        return [orjson.dumps({"query": self.document, "variables": variables}) for variables in self.variables]


def reads_of(schools: Sequence[str], graduates: Sequence[str], province: str) -> list[Read]:
    """Return the four reads over some schools, graduates and a province, all given by ID."""
    of_schools = [{"school": school} for school in schools]
    return [
        Read("Q1", "50 graduates of a school", Q1, of_schools),
        Read("Q2", "the same and all around them", Q2, of_schools),
        Read("Q3", "one graduate and all around", Q3, [{"graduate": graduate} for graduate in graduates]),
        Read("Q4", "a province by school", Q4, [{"province": province}]),
    ]
