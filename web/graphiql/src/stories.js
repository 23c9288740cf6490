// What a first visitor can try: the tabs that GraphiQL opens with. A test validates each against the schema.

const LIVE = `# ① 实时统计 · Live statistics
#
# 以 11jy20（北京市）登录，按 ▶ 运行，保持此页；
# 再到另一个浏览器标签页做 ② 和 ③。
#
# Log in as 11jy20, press ▶ and leave it running;
# then do ② and ③ in another browser tab.

subscription LiveStatistics {
  signingStatistics(classYear: 2023, province: "Province:11") {
    version
    graduates
    signed
    onlinePendingGraduate
    onlinePendingDepartment
    onlinePendingSchool
    onlineEffective
    offlineEffective
  }
}
`;

const PENDING = `# ② 待学校审核 · What waits for my school
#
# 以 10001（北京大学）登录运行；
# 复制其中一条的 id 和 version。
#
# Log in as 10001 and run this;
# copy the id and version of one row.

query PendingAgreements {
  agreements(first: 10, filter: { status: { eq: PENDING_SCHOOL } }) {
    totalCount
    edges {
      node {
        id
        version
        statusLabel
        initiatorLabel
        employerName
        graduate {
          name
          department { name }
        }
      }
    }
  }
}
`;

const REVIEW = `# ③ 审核 · Review one agreement
#
# 把 ② 的 id 和 version 填入下方 Variables 后运行；
# ① 的数字立刻改变。
#
# Put id and version into Variables below and run;
# the figures of ① change at once.

mutation ReviewAgreement($input: ReviewAgreementInput!) {
  reviewAgreement(input: $input) {
    agreement {
      id
      agreementNumberLabel
      statusLabel
      version
    }
    userErrors {
      code
      field
      message
    }
  }
}
`;

const REVIEW_VARIABLES = `{
  "input": {
    "id": "Agreement:…",
    "version": 1,
    "decision": "PASS"
  }
}
`;

export const stories = [{ query: LIVE }, { query: PENDING }, { query: REVIEW, variables: REVIEW_VARIABLES }];
