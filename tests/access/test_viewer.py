"""Everybody as it sees itself: its levels in the words of table 1, its own records, its menus and what is open."""

from typing import Any, Final

from rules.permissions import LEVEL_MEANINGS, TABLE_1, meaning_of
from rules.roles import Module, Role
from tests.access.conftest import Cells
from tests.access.expected import denial
from tests.access.oracle import NONE, TYPES, Asker, refusal
from tests.access.stage import Stage, denials

ROW: Final = "module moduleLabel level levelLabel levelMeaning inEmploymentSystem inRegistrationSystem entersEmploymentSystem"
PERMISSIONS: Final = f"{{ viewer {{ entersEmploymentSystem permissions {{ {ROW} }} }} }}"
SCOPE: Final = """{ viewer { scope { province { id } school { id } department { id } employer { id } registration { id }
    graduations { id classYear } } } }"""
MENUS: Final = "{ viewer { menus { key isOpen children { key isOpen children { key } } } } }"
LABELS: Final = {"EMPLOYMENT": "基本信息和就业信息", "ARCHIVE": "档案信息", "HUKOU": "户口信息"}
LEVELS: Final = {"NONE": "无权限", "READ_ONLY": "只读", "READ_WRITE": "读写"}


async def test_levels_are_told_in_the_words_of_table_1(stage: Stage, cells: Cells) -> None:
    for asker in stage.askers[1:]:
        answer = await stage.ask(asker, PERMISSIONS)
        viewer = answer["data"]["viewer"]
        assert asker.role is not None
        for module, held, told in zip(Module, asker.held, viewer["permissions"], strict=True):
            in_table = asker.role in {Role.SCHOOL, Role.DEPARTMENT}
            meaning = TABLE_1[module, held] if in_table else meaning_of(asker.role, module, held)
            assert told == {
                "module": module.name,
                "moduleLabel": LABELS[module.name],
                "level": held.name,
                "levelLabel": LEVELS[held.name],
                "levelMeaning": LEVEL_MEANINGS[held],
                "inEmploymentSystem": meaning.employment_system,
                "inRegistrationSystem": meaning.registration,
                "entersEmploymentSystem": meaning.enters_employment_system,
            }
            cells.add("viewers")
        staff = asker.role not in {Role.GRADUATE, Role.EMPLOYER}
        assert viewer["entersEmploymentSystem"] is (staff and asker.held[0] is not NONE)


def own(stage: Stage, asker: Asker) -> dict[str, Any]:
    """Return whose records an asker's own are, by field."""
    found: dict[str, Any] = dict.fromkeys(("province", "school", "department", "employer", "registration", "graduations"))
    for field, type_, key in (
        ("province", "Province", asker.province),
        ("school", "School", asker.school),
        ("department", "Department", asker.department),
        ("employer", "Employer", asker.employer),
        ("registration", "EmployerRegistration", asker.employer),
    ):
        if key is not None:
            found[field] = {"id": f"{type_}:{key}"}
    if asker.role is Role.GRADUATE:
        graduations = [row for row in stage.cast.of("Graduate") if row.person == asker.person]
        found["graduations"] = [{"id": row.id} for row in graduations]
    return found


async def test_ones_own_records_are_read_as_any_record_is(stage: Stage, cells: Cells) -> None:
    types = {
        "province": "Province",
        "school": "School",
        "department": "Department",
        "employer": "Employer",
        "registration": "EmployerRegistration",
        "graduations": "Graduate",
    }
    for asker in stage.askers[1:]:
        answer = await stage.ask(asker, SCOPE)
        refused = {field: refusal(asker, iter([TYPES[type_]])) for field, type_ in types.items()}
        expected = [denial(f"ViewerScope.{field}", facts, ["viewer", "scope", field]) for field, facts in refused.items() if facts]
        assert denials(answer) == sorted(expected, key=repr), asker.name
        told = answer["data"]["viewer"]["scope"]
        for field, value in own(stage, asker).items():
            shown = told[field]
            if field == "graduations" and shown is not None:
                assert [each["classYear"] for each in shown] == sorted((each["classYear"] for each in shown), reverse=True)
                assert sorted(each["id"] for each in shown) == sorted(each["id"] for each in value)
            else:
                assert shown == (None if refused[field] else value), (asker.name, field)
            cells.add("viewers")


def flat(menus: list[dict[str, Any]]) -> dict[str, bool]:
    return {key: is_open for menu in menus for key, is_open in [(menu["key"], menu["isOpen"]), *flat(menu.get("children") or []).items()]}


async def test_menus_show_what_is_open_for_whoever_asks(stage: Stage, cells: Cells) -> None:
    """On the stage 11 has opened everything, 31 ARCHIVE and HUKOU; the world's school and its neighbour are set up for signing."""
    opened: dict[str, tuple[str, bool]] = {
        "ministry": ("signing", True),
        "province 11": ("signing", True),
        "province 31": ("signing", False),
        "school www": ("signing", True),
        "neighbour school": ("signing", True),
        "department www": ("signing", True),
        "graduate": ("mySignings", True),
        "classmate": ("mySignings", True),
        "employer": ("invitations", True),
        "other employer": ("invitations", False),
    }
    for asker in stage.askers[1:]:
        menus = flat((await stage.ask(asker, MENUS))["data"]["viewer"]["menus"])
        assert menus["home"] is True
        if asker.name in opened:
            key, is_open = opened[asker.name]
            assert menus[key] is is_open, asker.name
        if asker.role in {Role.SCHOOL, Role.DEPARTMENT}:
            assert ("destinations" in menus) is (asker.held[0] is not NONE)
        if asker.name.startswith("province"):
            assert (menus["archives"], menus["hukou"]) == (True, True)
        cells.add("viewers")


async def test_the_whole_table_is_for_whoever_manages_accounts(stage: Stage, cells: Cells) -> None:
    for asker in stage.askers:
        answer = await stage.ask(asker, f"{{ permissionTable {{ {ROW} }} }}")
        facts = refusal(asker, iter([TYPES["Account"]]))
        if facts is not None:
            assert answer["data"] == {"permissionTable": None}
            assert denials(answer) == [denial("Query.permissionTable", facts, ["permissionTable"])]
        else:
            told = [(row["module"], row["level"], row["inRegistrationSystem"]) for row in answer["data"]["permissionTable"]]
            assert told == [(module.name, level.name, meaning.registration) for (module, level), meaning in TABLE_1.items()]
        cells.add("viewers")


FEATURES: Final = "{ viewer { guideUrl employmentSystemUrl features { feature label isOpen openedAt setUpAt } } }"


async def test_what_is_open_says_since_when_and_is_what_the_menus_say(stage: Stage, cells: Cells) -> None:
    dated = {"province 11": (True, False), "province 31": (False, False), "school www": (True, True), "department www": (True, True)}
    dated |= {"graduate": (True, True), "ministry": (False, False), "employer": (False, False)}
    for asker in stage.askers[1:]:
        viewer = (await stage.ask(asker, FEATURES))["data"]["viewer"]
        ours = {Role.SCHOOL: "school", Role.DEPARTMENT: "department", Role.GRADUATE: "graduate", Role.EMPLOYER: "employer"}
        assert viewer["guideUrl"] == (f"/guide/{ours[asker.role]}" if asker.role in ours else "/guide")
        assert viewer["employmentSystemUrl"] is None
        assert [each["label"] for each in viewer["features"]] == ["毕业去向登记与网签", "档案信息登记", "户口信息登记"]
        signing = viewer["features"][0]
        if asker.name in dated:
            assert (signing["openedAt"] is not None, signing["setUpAt"] is not None) == dated[asker.name], asker.name
        menus = flat((await stage.ask(asker, MENUS))["data"]["viewer"]["menus"])
        for key in {"signing", "mySignings", "invitations"} & menus.keys():
            assert menus[key] is signing["isOpen"]
        cells.add("viewers")


async def test_nobody_is_nobody(stage: Stage) -> None:
    for document in (PERMISSIONS, SCOPE, MENUS):
        assert (await stage.ask(stage.askers[0], document))["data"] == {"viewer": None}
