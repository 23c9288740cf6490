"""Refusals of importing rosters (名册导入) alone."""

from rules.errors import Code, RuleError


class ImportUnderWay(RuleError):
    """A file is being imported into the school's roster of the class year: one at a time, and nothing is enrolled while it is written."""

    code = Code.IMPORT_UNDER_WAY
    message = "本校本届名册正在导入。请等待导入完成，或取消导入后再操作。"


class ImportOver(RuleError):
    """The import is done, refused, cancelled or failed already."""

    code = Code.IMPORT_OVER
    message = "该次导入已经结束，不能再取消。请刷新后查看结果。"


class ImportBeingWritten(RuleError):
    """All rows were found right and are being written: an import of all or nothing cannot stop half-way."""

    code = Code.IMPORT_BEING_WRITTEN
    message = "名册已通过检查、正在写入，不能再取消。请等待导入完成。"
