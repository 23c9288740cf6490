"""The operation guide (操作指南): for which roles there is one, and what its file is called (guide section 2)."""

from collections.abc import Mapping
from typing import Final

from rules.roles import Role

PATH: Final = "/guide"
"""Where a browser finds it. It is a public document, so nobody has to be logged in to read it."""
PROVINCE_TITLE: Final = "全国高校毕业生毕业去向登记系统操作指南（省级用户）"

GUIDE_OF: Final[Mapping[Role, str]] = {Role.PROVINCE: PROVINCE_TITLE, Role.MINISTRY: PROVINCE_TITLE}
"""Role -> the title of its guide. The ministry has published one for provinces, which is what it looks at itself; other roles have none."""
