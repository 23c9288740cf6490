"""The operation guides (操作指南): one for each role, where it is found, and what its file is called (guide section 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rules.roles import Role

_SYSTEM: Final = "全国高校毕业生毕业去向登记系统操作指南"


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide. All of them are public documents, so nobody has to be logged in to read one."""

    name: str
    """Of its text, `docs/guide/NAME.zh.md`."""
    title: str
    path: str
    """Where a browser finds it."""


PROVINCE_GUIDE: Final = Guide("province", f"{_SYSTEM}（省级用户）", "/guide")
"""The ministry's own document, word for word. The ministry looks at what provinces look at."""
_OURS: Final = (
    (Role.SCHOOL, "school", "学校用户"),
    (Role.DEPARTMENT, "department", "院系用户"),
    (Role.GRADUATE, "graduate", "毕业生"),
    (Role.EMPLOYER, "employer", "用人单位"),
)
"""Written here: the ministry's for these roles are not public."""
GUIDE_OF: Final[Mapping[Role, Guide]] = {
    Role.PROVINCE: PROVINCE_GUIDE,
    Role.MINISTRY: PROVINCE_GUIDE,
    **{role: Guide(name, f"{_SYSTEM}（{user}）", f"/guide/{name}") for role, name, user in _OURS},
}
"""Role -> its guide."""
