"""Columns of the lists of what graduates say themselves, as they are downloaded: what they confirm, and what they dispute."""

from typing import Final

from schema.downloads.columns import NONE, Column, more

CONFIRMATIONS: Final = (
    Column("姓名", "graduate.name"),
    Column("学号", "graduate.studentNumber"),
    Column("院校", "school.name"),
    Column("院系", "department.name"),
    Column("专业", "graduate.majorName"),
    Column("学历", "graduate.degreeLabel"),
    Column("毕业去向类别", "category"),
    Column("转递编号", "transferNumber"),
    Column("状态", "stateLabel"),
    Column("确认时间", "confirmedAt"),
    more("失效时间", "staleAt"),
    more("届", "classYear"),
    more("身份证号", "graduate.idNumber"),
)

DISPUTES: Final = (
    Column("姓名", "graduate.name"),
    Column("学号", "graduate.studentNumber", null=NONE),
    Column("院校", "school.name"),
    Column("院系", "department.name"),
    Column("专业", "graduate.majorName"),
    Column("学历", "graduate.degreeLabel"),
    Column("异议对象", "subjectLabel"),
    Column("异议内容", "reason"),
    Column("状态", "stateLabel"),
    Column("答复内容", "answer"),
    Column("提出时间", "raisedAt"),
    more("办结时间", "closedAt"),
    more("届", "classYear"),
    more("身份证号", "graduate.idNumber"),
)
