"""National code tables are whole and consistent."""

from rules.codes import DEGREE_LEVELS, DEGREES, DIRECTED_MODES, PROVINCES, TRAINING_MODES


def test_there_are_the_thirty_one_provinces_and_the_corps() -> None:
    assert len(PROVINCES) == 32
    assert all(len(code) == 2 and code.isdigit() for code in PROVINCES)
    assert len(set(PROVINCES.values())) == len(PROVINCES)
    assert (PROVINCES["11"], PROVINCES["66"]) == ("北京市", "新疆生产建设兵团")


def test_every_degree_belongs_to_a_level() -> None:
    assert {code[0] for code in DEGREES} == set(DEGREE_LEVELS)


def test_directed_graduates_are_those_bound_to_a_unit() -> None:
    assert [TRAINING_MODES[mode] for mode in sorted(DIRECTED_MODES)] == ["定向", "委培"]
