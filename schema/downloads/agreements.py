"""The columns of agreements (在线签约管理), as they are downloaded: figure 6 of the guide first."""

from typing import Final

from schema.downloads.columns import NONE, Column, more

AGREEMENTS: Final = (
    Column("签约发起方", "initiatorLabel"),
    Column("姓名", "inviteeName"),
    Column("院校", "school.name"),
    Column("院系", "graduate.department.name"),
    Column("专业", "graduate.majorName"),
    Column("学历", "graduate.degreeLabel"),
    Column("身份证号", "graduate.idNumber"),
    Column("当前协议编号", "agreementNumberLabel"),
    Column("签约单位", "employerName"),
    Column("学号", "graduate.studentNumber", null=NONE),
    Column("签约状态", "statusLabel"),
    more("届", "classYear"),
    more("协议类型", "agreementTypeLabel"),
    more("待处理方", "waitsForLabel"),
    more("原因", "statusReason"),
    more("院校代码", "school.code"),
    more("考生号", "graduate.examNumber"),
    more("专业代码", "graduate.majorCode"),
    more("统一社会信用代码", "employer.uscc"),
    more("毕业生填写的统一社会信用代码", "employerUscc"),
    more("单位联系人", "employerContact"),
    more("单位联系电话", "employerPhone"),
    more("岗位", "position"),
    more("月薪", "monthlyPay"),
    more("工作地址", "workAddress"),
    more("报到日期", "startDate"),
    more("应约截止时间", "replyDeadline"),
    more("发起时间", "createdAt"),
    more("更新时间", "updatedAt"),
)
