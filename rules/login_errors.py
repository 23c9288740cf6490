"""Refusals of whoever wants in: logging in, sessions, passwords, one-time codes. None of them tells which accounts exist."""

from rules.errors import Code, RuleError


class LoginFailed(RuleError):
    """Wrong name, wrong password, disabled or never activated: one answer, so that nobody learns which names exist."""

    code = Code.LOGIN_FAILED
    message = "用户名或密码不正确，或账号不可用。请核对后重试，或联系上级用户。"


class SessionEnded(RuleError):
    """The session is over, or the refresh token was never one: which of them is nobody's business."""

    code = Code.SESSION_ENDED
    message = "登录已失效，请重新登录。"


class TokenReused(RuleError):
    """A refresh token was used a second time: one of its two users is a thief, so the session is over for both."""

    code = Code.TOKEN_REUSED
    message = "检测到登录凭证被重复使用，为保护账号安全，本次登录已结束。请重新登录；如非本人操作，请立即修改密码。"


class TooManyAttempts(RuleError):
    """Tried too often. Says nothing of what was tried: a name that exists and one that does not are counted alike."""

    code = Code.TOO_MANY_ATTEMPTS
    message = "尝试次数过多，请在{wait}后重试。"

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after: int = max(1, retry_after)
        self.wait = waiting_time(self.retry_after)


class Busy(RuleError):
    """More logins wait than can be worked through soon; refusing at once keeps room for everybody else's."""

    code = Code.BUSY
    message = "当前登录人数较多，请在{wait}后重试。"

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after
        self.wait = waiting_time(retry_after)


class WeakPassword(RuleError):
    """A new password that is too easily guessed. `problem` is a Chinese phrase and never repeats what was typed."""

    code = Code.WEAK_PASSWORD
    message = "新密码不可用：{problem}。请换一个更长、更难猜的密码。"

    def __init__(self, problem: str, field: str = "newPassword") -> None:
        super().__init__(problem, field)
        self.field = field
        self.problem = problem


def waiting_time(seconds: int) -> str:
    """Return a waiting time in Chinese: seconds below a minute, else whole minutes, rounded up."""
    return f"{seconds}秒" if seconds < 60 else f"{-(-seconds // 60)}分钟"


class ActivationFailed(RuleError):
    """Unknown or disabled account, wrong, used, replaced or expired code: one answer, so that nobody learns which."""

    code = Code.ACTIVATION_FAILED
    message = "账号或激活码不正确，或激活码已失效。请核对后重试，或联系上级用户重新发放激活码。"


class LoginTicketInvalid(RuleError):
    """Unknown, used or expired ticket, another page's, or an account that is not let in any more: one answer."""

    code = Code.LOGIN_TICKET_INVALID
    message = "登录凭证无效或已过期。请重新登录。"
