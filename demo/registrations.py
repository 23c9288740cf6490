"""What graduates registered who sign no agreement (去向登记): a form of each of the fourteen categories, filled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from demo.courses import submitted_steps
from demo.dossier import Course, Dossier, Holding, of_graduate
from demo.employers import EMPLOYER_NAMES, employer_name, unregistered_uscc
from demo.endings import destinations_of, reason_of, standing_of
from demo.record_rows import RegistrationRow
from demo.signing import STEP, Terms
from demo.vocabulary import POSITIONS
from rules.acts import ActName, RecordKind
from rules.destinations import DESTINATION_OF
from rules.lives import LIVES
from rules.record_life import first_status
from rules.roles import Role

_NATURES: Final = ("39", "31", "32", "22", "29")
_INDUSTRIES: Final = ("34", "35", "22", "42", "38", "43")
_POSITION_CATEGORIES: Final = ("13", "21", "24", "30", "19")
_DIVISIONS: Final = ("110108", "110105", "310115", "440106", "510107", "330106")
_COUNTRIES: Final = ("GBR", "USA", "JPN", "SGP", "HKG", "DEU")
_SCHOOLS: Final = (("10003", "清华大学"), ("10027", "北京师范大学"), ("10246", "复旦大学"), ("10335", "浙江大学"), ("10486", "武汉大学"))
_MAJORS: Final = ("哲学", "计算机科学与技术", "法学", "应用经济学", "教育学")
_STUDIES: Final = {"31": ("POSTGRADUATE", "11"), "11": ("POSTGRADUATE", "01"), "01": ("POSTGRADUATE", "01"), "41": ("TOP_UP", "31")}
"""Degree of the graduate -> what it goes on to study for, as subtype and degree."""
DIRECTED: Final = "DIRECTED"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a graduate registers, and what became of it. `turn` chooses among the values of each field."""

    category: str
    course: str
    begun_at: datetime
    turn: int
    nth: int = 0
    """Which of the graduate's registrations it is."""
    moments: Sequence[datetime] = ()
    """When each step was taken, where not one `STEP` after the other."""


def registration(plan: Plan, dossier: Dossier, terms: Terms) -> tuple[RegistrationRow, Holding]:
    """Return the registration, and how it held the graduate's destination."""
    kind, levels = RecordKind.REGISTRATION, terms.review_levels
    steps, first = submitted_steps(kind, plan.course, levels), first_status(LIVES[kind], levels)
    at = _moments(plan, len(steps))
    row = RegistrationRow(
        id=dossier.keys(kind, plan.nth),
        **of_graduate(dossier.graduate),
        review_levels=levels,
        **standing_of(kind, first, steps),
        created_at=plan.begun_at,
        updated_at=at[-1] if at else plan.begun_at,
        category=plan.category,
        **details(plan.category, plan.turn, dossier.graduate.degree_code, dossier.graduate.directed_unit),
    )
    course = Course(
        kind=kind,
        began=(ActName.REGISTRATION_SUBMIT, Role.GRADUATE),
        begun_at=plan.begun_at,
        steps=steps,
        at=at,
        reason=reason_of,
        first=first,
    )
    dossier.follow(course, row.id)
    return row, dossier.hold(course, row, plan.category, {}, destinations_of(kind))


def _moments(plan: Plan, steps: int) -> list[datetime]:
    """Return when each step was taken; the last ones as the plan says."""
    usual = [plan.begun_at + place * STEP for place in range(1, steps + 1)]
    return [*usual[: steps - len(plan.moments)], *plan.moments]


def details(category: str, turn: int, degree_code: str, directed_unit: str | None = None) -> dict[str, Any]:
    """Return the columns that a form of a category fills (`rules.registration_fields`)."""
    slugs = tuple(DESTINATION_OF[category].subtypes)
    subtype = {"subtype": _at(slugs, turn)} if slugs else {}
    match category:
        case "10" if directed_unit is not None:
            return {**_employer(turn), "subtype": DIRECTED, "employer_name": directed_unit, "employer_nature": "22"}
        case "10":
            # Abroad a form asks for other fields; a demonstration has the four that are taken on here.
            return {**_employer(turn), "subtype": _at(("PUBLIC_RECRUITMENT", "RESIDENCY"), turn), "employer_nature": "10"}
        case "11" | "12":
            return _employer(turn)
        case "27":
            return {**_employer(turn), **subtype, "employer_nature": "21", "employer_industry": "42"}
        case "46":
            return {"division": _at(_DIVISIONS, turn)}
        case "50" | "51":
            return {**subtype, "employer_name": f"测试测试服务站{turn % 40 + 1}", "division": _at(_DIVISIONS, turn)}
        case "75":
            entity = {"entity_name": employer_name(turn % EMPLOYER_NAMES), "entity_uscc": unregistered_uscc(turn)}
            return {**subtype, **entity, "division": _at(_DIVISIONS, turn), "role": "法定代表人"}
        case "76":
            return {"occupation": _at(("自由撰稿", "独立摄影", "翻译"), turn), "division": _at(_DIVISIONS, turn)}
        case "80":
            slug, degree = _STUDIES[degree_code]
            code, name = _at(_SCHOOLS, turn)
            school = {"admitted_school_code": code, "admitted_school_name": name, "admitted_major": _at(_MAJORS, turn)}
            return {**school, "subtype": slug, "admitted_degree": degree, "is_full_time": True}
        case "85":
            abroad = {"country": _at(_COUNTRIES, turn), "admitted_school_name": f"测试测试大学{turn % 20 + 1}"}
            return {**abroad, "admitted_degree": "11", "admitted_major": _at(_MAJORS, turn)}
    return {**subtype, "wish": _at(("希望从事教育行业", "希望留在北京", "继续备考"), turn)}


def _employer(turn: int) -> dict[str, Any]:
    return {
        "employer_name": employer_name(turn % EMPLOYER_NAMES),
        "employer_uscc": unregistered_uscc(turn % EMPLOYER_NAMES),
        "employer_nature": _at(_NATURES, turn),
        "employer_industry": _at(_INDUSTRIES, turn),
        "division": _at(_DIVISIONS, turn),
        "employer_address": f"测试路{turn % 90 + 1}号",
        "employer_contact": "测试联系人",
        "employer_phone": "010-00000000",
        "position_category": _at(_POSITION_CATEGORIES, turn),
        "position": _at(POSITIONS, turn),
    }


def _at(words: Sequence[Any], turn: int) -> Any:
    return words[turn % len(words)]
