"""Columns of the lists of supplementary registrations and terminations (补登管理, 解约管理) as they are downloaded."""

from typing import Final

from schema.downloads.columns import Column, more

_NO_NUMBER: Final = "--"
"""What figure 6 of the guide prints for a student number that is not there."""
_WHOSE: Final = (
    Column("姓名", "graduate.name"),
    Column("院校", "school.name"),
    Column("院系", "graduate.department.name"),
    Column("专业", "graduate.majorName"),
    Column("学历", "graduate.degreeLabel"),
    Column("身份证号", "graduate.idNumber"),
    Column("协议编号", "agreementNumber"),
    Column("签约单位", "employerName"),
    Column("学号", "graduate.studentNumber", null=_NO_NUMBER),
)
"""As figure 6 has them."""
_MORE: Final = (
    more("届", "classYear"),
    more("待处理方", "waitsForLabel"),
    more("原因", "statusReason"),
    more("院校代码", "school.code"),
    more("考生号", "graduate.examNumber"),
    more("专业代码", "graduate.majorCode"),
    more("更新时间", "updatedAt"),
)
SUPPLEMENTS: Final = (
    *_WHOSE,
    Column("审核状态", "statusLabel"),
    *_MORE,
    more("统一社会信用代码", "employerUscc"),
    more("单位联系人", "employerContact"),
    more("单位联系电话", "employerPhone"),
    more("岗位", "position"),
    more("月薪", "monthlyPay"),
    more("工作地址", "workAddress"),
    more("报到日期", "startDate"),
    more("来源系统", "sourceSystem"),
    more("来源编号", "sourceId"),
    more("提交时间", "createdAt"),
)
TERMINATIONS: Final = (
    Column("解约发起方", "initiatorLabel"),
    Column("解约方式", "kindLabel"),
    *_WHOSE,
    Column("解约原因", "reason"),
    Column("审核状态", "statusLabel"),
    *_MORE,
    more("申请时间", "createdAt"),
)
BY_STATUS: Final = (Column("审核状态", "statusLabel"), Column("数量", "count"))
