"""Where archives and household registrations go, and how."""

from typing import Final

SOURCES: Final = {
    "GRADUATE": "The graduate (毕业生登记).",
    "SCHOOL": "The school for the graduate (学校登记).",
    "DESTINATION": "It came with a destination that was approved (随去向登记转入).",
}
TRANSFER_TYPES: Final = {
    "EMPLOYER": "To the employer (转至单位).",
    "TALENT_AGENCY": "To a public agency that keeps archives (托管公共就业人才机构).",
    "ORIGIN": "Back to where the graduate comes from (转回生源地).",
    "ADMITTED_SCHOOL": "To the school of further study (转升学院校).",
    "KEEP_AT_SCHOOL": "It stays at the school, for two years at most (留校).",
}
DISPATCH_MODES: Final = {
    "CONFIDENTIAL": "By confidential post (机要通信).",
    "EMS": "By express mail (邮政特快专递).",
    "SPECIAL_PERSON": "By somebody sent for it (专人送取).",
}
DISPATCH_STATES: Final = {
    "NOT_SENT": "It was not sent yet (未寄出).",
    "SENT": "It is on its way (已寄出).",
    "RECEIVED": "The receiver has it (已签收).",
    "RETURNED": "It came back (已退回).",
}
MIGRATION_TYPES: Final = {
    "BACK_TO_ORIGIN": "Back to where it came from (迁回原籍).",
    "TO_EMPLOYER": "To the employer (迁往单位).",
    "TO_TALENT_MARKET": "To a talent market (迁往人才市场).",
    "TO_SCHOOL": "To the school of further study (迁往就读学校).",
    "TO_OTHER": "Elsewhere, to relatives for example (其他).",
    "KEEP": "It stays at the school, for two years at most (保留在校).",
}
MIGRATION_REASONS: Final = {
    "FURTHER_STUDY": "Further study in China (升学).",
    "GRADUATION": "Graduation, also of whoever goes abroad (毕业).",
}
