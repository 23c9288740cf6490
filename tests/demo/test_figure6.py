"""The demonstration shows figure 6 of the guide, row for row against the text of the guide."""

import re
from typing import Final

from demo import figure6
from demo.cast import NamedGraduate, NamedSigning, story_rows
from demo.chains import Chains
from demo.record_rows import DestinationSlotRow
from demo.rows import AgreementRow, GraduateRow, ReviewRow
from demo.schools import DemoSchool, read_schools
from rules.agreement import SLOT_AFTER
from rules.labels import DEGREE_LABELS, INITIATOR_LABELS, NUMBER_PENDING_LABEL, status_label
from tests.demo.plan import MOMENT
from tests.world import SEAL, VAULT

FIGURE: Final = """\
学生	花贞沈	北京大学	RR	哲学类	本科		2023110001313572712	北京集马世纪文化传媒 有限公司	--	签约审核不通过 (学校审核不通过)	查看
学生	姜培	北京大学	rr	哲学	硕士		2023110001177978627	阿里巴巴 (北京) 软件 服务有限公司	--	学校已作废	查看
单位	姜培	北京大学	rr	哲学	硕士		2023410001114641453	趣综合企业	--	学校已作废	查看
学生	姜培	北京大学	rr	哲学	硕士		2023110001176135291	北京奥琳威尔饰品有限 公司	--	签约审核不通过 (学校审核不通过)	查看
单位	姜培	北京大学	rr	哲学	硕士		签约信息生效后生成	趣综合企业	--	签约审核不通过 (学校审核不通过)	查看
单位	费半犬	北京大学	RR	哲学类	本科		202341000132387123 5	测试测试公司	12345AA	学校已作废	查看
学生	姜培	北京大学	rr	哲学	硕士		签约信息生效后生成	北京科邦网络信息服务 有限公司	--	就业协议审核不通过 (学校审核不通过)	查看
单位	费半犬	北京大学	RR	哲学类	本科		签约信息生效后生成	测试测试公司	12345AA	签约逾期未回应 签约失败	查看
单位	花贞沈	北京大学	RR	哲学类	本科		202341000132676876 6	测试测试公司	--	学校已作废	查看
单位	费半犬	北京大学	RR	哲学类	本科		202341000131819844 2	测试测试公司	12345AA	签约审核通过	查看
"""
"""签约发起方, 姓名, 院校, 院系, 专业, 学历, 身份证号, 当前协议编号, 签约单位, 学号, 签约状态, 操作. The guide hides the sixth of them."""


def as_printed() -> list[list[str]]:
    """Return the figure's cells without the last (查看, on every row) and without the blanks of its line wraps."""
    table = [line.split("\t") for line in FIGURE.splitlines()]
    for cells in table:
        cells[7] = cells[7].replace(" ", "")
        # A wrap cuts between two Chinese characters; the blanks around the brackets of one company are its own.
        cells[8] = re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", cells[8])
    return [cells[:-1] for cells in table]


def as_shown(signing: NamedSigning, graduate: NamedGraduate, school: DemoSchool) -> list[str]:
    """Return the cells of one agreement of the demonstration as a list prints them."""
    return [
        INITIATOR_LABELS[signing.standing.initiator],
        graduate.name,
        school.name,
        graduate.department,
        graduate.major_name,
        DEGREE_LABELS[graduate.degree_code],
        "",
        signing.number or NUMBER_PENDING_LABEL,
        signing.employer,
        graduate.student_number or "--",
        status_label(signing.standing.status, school.terms.agreement_type, signing.standing.rejected_by),
    ]


def test_every_row_is_the_figures_row() -> None:
    school = read_schools()[0]
    graduates = {graduate.name: graduate for graduate in figure6.GRADUATES}
    assert [as_shown(signing, graduates[signing.graduate], school) for signing in figure6.ROWS] == as_printed()


def test_the_latest_first_is_the_figures_order() -> None:
    agreements = [row for row in story_rows(figure6.STORY, read_schools()[0], VAULT, MOMENT, Chains(SEAL)) if isinstance(row, AgreementRow)]
    latest_first = sorted(agreements, key=lambda agreement: agreement.created_at, reverse=True)
    assert [(row.invitee_name, row.number) for row in latest_first] == [(signing.graduate, signing.number) for signing in figure6.ROWS]


def test_one_graduate_holds_a_destination_and_two_hold_none() -> None:
    rows = list(story_rows(figure6.STORY, read_schools()[0], VAULT, MOMENT, Chains(SEAL)))
    names = {row.id: row.name for row in rows if isinstance(row, GraduateRow)}
    assert [names[row.graduate_id] for row in rows if isinstance(row, DestinationSlotRow)] == ["费半犬"]


def test_what_is_generated_for_the_figure_agrees_with_its_printed_statuses() -> None:
    rows = list(story_rows(figure6.STORY, read_schools()[0], VAULT, MOMENT, Chains(SEAL)))
    agreements = [row for row in rows if isinstance(row, AgreementRow)]
    assert sum(SLOT_AFTER[agreement.status] is not None for agreement in agreements) == 1
    assert all(agreement.updated_at <= MOMENT for agreement in agreements)
    for agreement in agreements:
        reviews = [row for row in rows if isinstance(row, ReviewRow) and row.agreement_id == agreement.id]
        failed_by = [review.level for review in reviews if not review.is_passed]
        assert failed_by == ([agreement.rejected_by] if agreement.rejected_by else [])
