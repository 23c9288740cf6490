"""Which graduate a province's system speaks of: found by what both systems know of it, within the province alone."""

from dataclasses import dataclass
from typing import Any

from actions.context import ActionContext
from actions.inputs import optional_text, required_text
from auth.scope import Rows, row_filter
from auth.vault import IdentityVault
from models import Graduate
from rules.errors import InvalidInput, NotFound, Refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A graduate as it is named from outside: by exam number or whole identity number, and by its name besides."""

    school_code: str
    class_year: int
    name: str
    exam_number: str | None = None
    id_number: str | None = None

    def without_number(self, vault: IdentityVault) -> dict[str, Any]:
        """Return all that names it, the identity number by its keyed index."""
        number = None if self.id_number is None else vault.index(self.id_number.encode("utf-8", "replace").decode())
        return {
            "schoolCode": self.school_code,
            "classYear": self.class_year,
            "name": self.name,
            "examNumber": self.exam_number,
            "idNumber": number,
        }


async def find_graduate(ctx: ActionContext, named: Named) -> Graduate:
    """Return the graduate of the actor's rows that all of what is given names.

    Raises NotFound where there is none: of another province, unknown, or of another name, which nobody can tell apart. Raises Refusals
    for what cannot be looked for, and InvalidInput where an identity number alone names two graduations of one person.
    """
    read, scope = _read(named), row_filter(Rows.GRADUATE, ctx.actor)
    if scope is None:
        raise NotFound
    found = Graduate.filter(**scope, school__code=read["school_code"], class_year=named.class_year, name=read["name"])
    if read["exam_number"] is not None:
        found = found.filter(exam_number=read["exam_number"])
    if read["id_number"] is not None:
        found = found.filter(person__identity_index=ctx.vault.index(read["id_number"]))
    graduates = await found.limit(2)
    if len(graduates) > 1:
        raise InvalidInput("graduate.examNumber", "该身份证号对应多条学籍记录，请填写考生号")
    if not graduates:
        raise NotFound
    return graduates[0]


def _read(named: Named) -> dict[str, Any]:
    """Return the texts trimmed. Raises Refusals with all that cannot be looked for."""
    texts: dict[str, Any] = {}
    problems: list[InvalidInput] = []
    fields = (
        ("school_code", "graduate.schoolCode", "院校代码", 5, True),
        ("name", "graduate.name", "姓名", 40, True),
        ("exam_number", "graduate.examNumber", "考生号", 20, False),
        ("id_number", "graduate.idNumber", "身份证号", 20, False),
    )
    for attribute, field, label, longest, is_required in fields:
        try:
            texts[attribute] = (required_text if is_required else optional_text)(field, label, getattr(named, attribute), longest)
        except InvalidInput as problem:
            problems.append(problem)
            texts[attribute] = None
    if not problems and texts["exam_number"] is None and texts["id_number"] is None:
        problems.append(InvalidInput("graduate.examNumber", "考生号与身份证号至少填写一项"))
    if not 1 <= named.class_year <= 9999:
        problems.append(InvalidInput("graduate.classYear", "届别须为四位年份"))
    if problems:
        raise Refusals(problems)
    return texts
