"""Other destinations: their groups, and what their forms ask for, as clients read it."""

from typing import Final

GROUPS: Final = {
    "AGREEMENT_OR_CONTRACT": "By agreement or contract (协议和合同就业): 10, 11, 27, 46, 50, 51.",
    "FLEXIBLE": "Flexible (灵活就业): 12, 76.",
    "ENTREPRENEURSHIP": "Founders (自主创业): 75.",
    "FURTHER_STUDY": "Further study (升学): 80, 85.",
    "SEEKING": "Seeking work (待就业): 70.",
    "NOT_SEEKING": "Not seeking work (暂不就业): 71, 72.",
}
USES: Final = {
    "REQUIRED": "It must be filled (必填).",
    "OPTIONAL": "It may be filled (选填).",
    "FORBIDDEN": "It may not be filled (不填).",
}
CONTENTS: Final = {
    "TEXT": "Any text (文本).",
    "CODE": "A code of the field's table (代码).",
    "USCC": "A unified social credit code of 18 characters (统一社会信用代码).",
    "DIVISION": "A division of six digits, GB/T 2260 (行政区划代码).",
    "POSTCODE": "A postcode of six digits (邮编).",
    "PHONE": "A telephone number (电话号码).",
    "SCHOOL_CODE": "A school's code of five digits (院校代码).",
    "FLAG": "True or false (是否).",
    "DAY": "A day (日期).",
}
