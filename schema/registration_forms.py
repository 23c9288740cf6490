"""The forms of other destinations (去向登记表单) as clients draw them: out of the table that registrations are checked by."""

from collections.abc import Iterator, Mapping

import strawberry

from rules.destinations import DESTINATION_OF, GROUP_NAMES, DestinationGroup
from rules.registration_fields import FIELD_OF, FORMS, MOST_PROOFS, Asked, Content, Form, Use, When, label_of


@strawberry.type(description="An entry of a code table (代码).")
class CodeEntry:
    """One code."""

    code: str = strawberry.field(description="What is sent (代码).")
    label: str = strawberry.field(description="What is shown (名称).")


@strawberry.type(description="A field and what may stand in it for a condition (条件) to hold.")
class RegistrationFormMatch:
    """One part of a condition."""

    field: str = strawberry.field(description="Which field (字段), by its name in the input.")
    values: list[str] = strawberry.field(description="One of these (取值); of none, anything that is given.")


@strawberry.type(
    description="When a field is used otherwise than usual (条件): all of `holds` hold. The first condition that holds decides."
)
class RegistrationFormCondition:
    """One condition."""

    holds: list[RegistrationFormMatch] = strawberry.field(description="What must hold (条件).")
    use: Use = strawberry.field(description="How the field is used then (填写要求).")


@strawberry.type(description="One field of a form (表单字段).")
class RegistrationFormField:
    """One field."""

    name: str = strawberry.field(description="Its name in the input (字段标识), e.g. employerName.")
    label: str = strawberry.field(description="What the form calls it (字段名称), e.g. 单位名称.")
    use: Use = strawberry.field(description="Whether it is to be filled (填写要求), where no condition holds.")
    conditions: list[RegistrationFormCondition] = strawberry.field(description="When it is used otherwise, in order (条件要求).")
    content: Content = strawberry.field(description="What may stand in it (内容).")
    longest: int | None = strawberry.field(description="How many characters at most (最大长度), of a text.")
    codes: list[CodeEntry] | None = strawberry.field(description="Its code table (代码表), where it has one.")
    example: str = strawberry.field(description="For instance (示例).")


@strawberry.type(description="What one category of destinations asks for (去向登记表单).")
class RegistrationForm:
    """One form."""

    category: str = strawberry.field(description="Category's code (毕业去向类别), e.g. 80.")
    label: str = strawberry.field(description="The category's name, e.g. 升学（境内）.")
    group: DestinationGroup = strawberry.field(description="The group that statistics count it in (去向分组).")
    group_label: str = strawberry.field(description="The group's name, e.g. 升学.")
    is_settled: bool = strawberry.field(description="Whether the graduate counts as settled (是否落实).")
    fields: list[RegistrationFormField] = strawberry.field(
        description="Its fields (字段), in the order of the form; no other may be filled."
    )
    proof: str | None = strawberry.field(description="What has to be uploaded (证明材料); null where nothing is.")
    most_proofs: int = strawberry.field(description="How many files at once (文件数上限); 0 where none is asked for.")


def resolve_forms() -> list[RegistrationForm]:
    """Return every form, in the order of the categories."""
    return [form_of(form) for form in FORMS]


def form_of(form: Form) -> RegistrationForm:
    """Return a form as clients read it."""
    category = DESTINATION_OF[form.category]
    return RegistrationForm(
        category=category.code,
        label=category.name,
        group=category.group,
        group_label=GROUP_NAMES[category.group],
        is_settled=category.is_settled,
        fields=list(_fields(form)),
        proof=form.proof,
        most_proofs=MOST_PROOFS if form.proof else 0,
    )


def _fields(form: Form) -> Iterator[RegistrationFormField]:
    for asked in form.asked:
        field = FIELD_OF[asked.name]
        yield RegistrationFormField(
            name=asked.name,
            label=label_of(asked),
            use=asked.use,
            conditions=[_condition(each) for each in asked.conditions],
            content=field.content,
            longest=field.longest or None,
            codes=_codes(asked, form, field.codes),
            example=str(field.example).lower() if field.content is Content.FLAG else _example(asked, form),
        )


def _codes(asked: Asked, form: Form, table: Mapping[str, str] | None) -> list[CodeEntry] | None:
    codes = DESTINATION_OF[form.category].subtypes if asked.name == "subtype" else table
    return None if codes is None else [CodeEntry(code=code, label=label) for code, label in codes.items()]


def _example(asked: Asked, form: Form) -> str:
    return next(iter(DESTINATION_OF[form.category].subtypes)) if asked.name == "subtype" else str(FIELD_OF[asked.name].example)


def _condition(when: When) -> RegistrationFormCondition:
    holds = [RegistrationFormMatch(field=name, values=list(values)) for name, values in when.holds.items()]
    return RegistrationFormCondition(holds=holds, use=when.use)
