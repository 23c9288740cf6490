"""Sessions: one's own logins, where they came from, and whether they still hold."""

from datetime import datetime

import models
from auth.scope import Rows
from rules.sessions import EndReason, LoginMethod
from schema import enums as enums  # The rules' enums become GraphQL enums there.
from schema.access import EVERY_ACCOUNT
from schema.fields import column, entity, own
from schema.relay import Node


@entity(models.Session, scope=Rows.SESSION, access=EVERY_ACCOUNT)
class Session(Node):
    """One login of yours (会话), from its beginning to its end; it stays listed for a while after it is over."""

    method: LoginMethod = column("How you proved who you are (登录方式).")
    address: str | None = column("From which address it was begun (登录地址); null where there is no network between.")
    client: str | None = column("What the client called itself (客户端); null where it said nothing.")
    created_at: datetime = column("When it began (登录时间).")
    refreshed_at: datetime = column("When it was last refreshed (最近刷新时间).")
    expires_at: datetime = column("From this instant on it is over, unless it is refreshed before (失效时间).")
    ends_at: datetime = column("From this instant on it is over, however often it is refreshed (最长有效期).")
    ended_at: datetime | None = column("When it was ended before its time (结束时间); null where nobody ended it.")
    end_reason: EndReason | None = column("Why it was ended (结束原因); null where nobody ended it.")
    is_current: bool = own("Whether it is the one that asks (当前会话).", "id")
