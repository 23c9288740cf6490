"""What is refused at the end of a season: changes that come too late, confirming a destination, and verifying it."""

from rules.errors import Code, RuleError


class ChangesEnded(RuleError):
    """The class year's last day for changes by graduates has passed; only the school acts for them now (31 August, 教学厅〔2023〕5号)."""

    code = Code.CHANGES_ENDED
    message = "本届毕业生自行办理的截止时间已过。如确需变更，请联系学校办理。"


class DestinationMissing(RuleError):
    """No destination of the graduate is in force."""

    code = Code.DESTINATION_MISSING
    message = "您还没有审核通过的毕业去向。请先完成签约或去向登记，审核通过后再确认。"


class DestinationPending(RuleError):
    """A record of the graduate waits for somebody, so what would be confirmed may be about to change."""

    code = Code.DESTINATION_PENDING
    message = "您还有正在办理的记录（签约、去向登记、解约、档案或户口）。请等待审核完成或取消办理后再确认。"


class ArchiveMissing(RuleError):
    """The archive lies at the school, whose registration of archives is open, and none is approved."""

    code = Code.ARCHIVE_MISSING
    message = "您的档案在学校，请先登记档案转递信息，审核通过后再确认去向。"


class ConfirmationClosed(RuleError):
    """The school lets graduates confirm on other days."""

    code = Code.CONFIRMATION_CLOSED
    message = "当前不在学校规定的去向确认时间内。请在规定时间内办理，或联系学校。"


class DestinationConfirmed(RuleError):
    """The graduate has confirmed, and nothing has changed since."""

    code = Code.DESTINATION_CONFIRMED
    message = "您已确认过毕业去向，且此后没有变更，无需重复确认。"


class NothingConfirmed(RuleError):
    """Only what is confirmed, and has not changed since, can be verified."""

    code = Code.NOTHING_CONFIRMED
    message = "该去向确认已失效。请先重新确认毕业去向，再授权核验。"


class TooManyGrants(RuleError):
    """As many authorisations as anybody needs are in force."""

    code = Code.TOO_MANY_GRANTS
    message = "有效的核验授权已达上限。请先撤销不再需要的授权。"


class GrantOver(RuleError):
    """The authorisation was revoked before, by the graduate or by a change of what it shows."""

    code = Code.GRANT_OVER
    message = "该核验授权已经撤销，无需重复撤销。"


class VerificationFailed(RuleError):
    """Nothing is shown. One answer for a wrong name, a wrong number, and one that is revoked, expired or never was."""

    code = Code.VERIFICATION_FAILED
    message = "未核验到有效信息。请与毕业生核对姓名和编号，并确认其授权仍在有效期内。"
