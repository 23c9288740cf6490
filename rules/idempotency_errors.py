"""The refusals of acts that are sent under an idempotency key."""

from rules.errors import Code, RuleError


class IdempotencyKeyReused(RuleError):
    """The account has done something else under the key: another mutation, or the same with another input."""

    code = Code.IDEMPOTENCY_KEY_REUSED
    message = "该幂等键已用于另一项操作，本次操作未执行。请为本次操作生成新的幂等键后重新提交；如要重试原操作，请原样重新发送。"
    field = "idempotencyKey"


class ShownOnce(RuleError):
    """It was done under this key before, and what it showed then is kept nowhere."""

    code = Code.SHOWN_ONCE
    message = "该操作此前已完成，未重复执行；激活码只在完成时显示一次。如未收到，请使用新的幂等键重新发放激活码或重置密码。"
