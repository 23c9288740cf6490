"""Refusals of whoever downloads a list."""

from dataclasses import dataclass

from rules.errors import Code, RuleError


@dataclass(eq=False)
class DownloadsUnderWay(RuleError):
    """The account has as many files being made as one may at a time."""

    code = Code.DOWNLOADS_UNDER_WAY
    message = "您已有{most}个下载正在处理。请等待其中一个完成，或取消后再下载。"
    most: int


class DownloadOver(RuleError):
    """The download is done, cancelled or failed already."""

    code = Code.DOWNLOAD_OVER
    message = "该下载已经结束，不能再取消。请刷新后查看结果。"
