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

const MINE = `# ④ 我的签约 · A graduate's own signings
#
# 以 graduate（何知夏）登录运行：每份协议此刻可以做什么。
#
# Log in as graduate: what can be done with each now.

query MySignings {
  agreements(first: 10) {
    edges {
      node {
        id
        version
        employerName
        statusLabel
        replyDeadline
        availableActions { action allowed reasons { message } }
        scans(first: 3) { edges { node { fileName path } } }
      }
    }
  }
}
`;

const APPLY = `# ⑤ 线下签约 · Sign offline
#
# 以 graduate 登录运行，Variables 里已填好本人的 id；
# 院系 10001rr、学校 10001 随后审核（③）。
#
# Log in as graduate and run: Variables hold the ID
# of its graduation. 10001rr and 10001 review it (③).

mutation ApplyForAgreement($input: ApplyForAgreementInput!) {
  applyForAgreement(input: $input) {
    agreement {
      id
      statusLabel
      agreementNumberLabel
    }
    userErrors { code field message }
  }
}
`;

const APPLY_VARIABLES = `{
  "input": {
    "graduate": "Graduate:135ba356-d144-5d6d-8a7d-428b8a7c824c",
    "terms": {
      "employerName": "北京科邦网络信息服务有限公司",
      "employerUscc": "91110000MA00000077",
      "position": "工程师"
    }
  }
}
`;

const SENT = `# ⑥ 本单位的签约 · An employer's own signings
#
# 以 employer（测试测试公司）登录运行：应约之前看不到毕业生。
#
# Log in as employer: whom it has invited shows
# once the graduate has accepted.

query SentInvitations {
  agreements(first: 10, orderBy: [{ field: CREATED_AT, direction: DESC }]) {
    totalCount
    edges {
      node {
        inviteeName
        inviteeIdLast4
        statusLabel
        agreementNumberLabel
        graduate { name majorName }
        availableActions { action allowed }
      }
    }
  }
}
`;

const WORK = `# ⑦ 待办 · What waits for me
#
# 以 10001rr（院系）或 graduate 登录运行；
# 把 filter 填入 list 所指的列表，即可看到这些记录。
#
# Log in as 10001rr or graduate. Give filter to the
# field that list names, and it shows the records.

query WhatWaitsForMe {
  worklist { code label count dueAt list filter }
}
`;

const DAY = `# ⑧ 在线签约管理 · A school's working day
#
# 以 10001（北京大学）登录运行：待学校处理的列表、
# 各状态数量、最近一份协议的办理进度。
#
# Log in as 10001: what waits for the school, how many
# stand where, and what happened to each.

query WorkingDay {
  agreements(
    first: 10
    filter: { waitsFor: { eq: SCHOOL }, graduateMatches: { degreeCode: { prefix: "3" } } }
    orderBy: [{ field: UPDATED_AT, direction: DESC }]
  ) {
    totalCount
    edges {
      node {
        initiatorLabel
        graduate { name studentNumber majorName degreeLabel department { name } }
        employerName
        agreementNumberLabel
        statusLabel
        timeline(first: 5) { edges { node { at roleLabel actionLabel reason } } }
      }
    }
  }
  agreementCounts { initiatorLabel statusLabel count }
}
`;

export const stories = [
  { query: LIVE },
  { query: PENDING },
  { query: REVIEW, variables: REVIEW_VARIABLES },
  { query: MINE },
  { query: APPLY, variables: APPLY_VARIABLES },
  { query: SENT },
  { query: WORK },
  { query: DAY },
];
