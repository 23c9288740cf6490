// What can be tried: the tabs that GraphiQL opens with, by the role of whoever is logged in. A test runs each over demo data.

import {
  ARCHIVES,
  DEPARTMENTS,
  DEPARTMENTS_VARIABLES,
  DESTINATIONS,
  DOWNLOAD,
  DOWNLOAD_VARIABLES,
  ENDINGS,
  GRANT,
  GRANT_VARIABLES,
  MY_DESTINATION,
  MY_ENDINGS,
  REGISTER,
  REGISTER_VARIABLES,
  REGISTRATIONS,
  REPORTS,
  REQUEST_TERMINATION,
  REQUEST_TERMINATION_VARIABLES,
  SHARES,
  TRANSFERS,
  VERIFY,
  VERIFY_VARIABLES,
} from "./records.js";

const WELCOME = `# 去向 · quxiang
#
# 请登录：这里会换成您的角色常用的查询。
# Log in to see what your role often asks.

`;

const WELCOME_TO_DEMO = `# 去向 · quxiang 演示 demo
#
# 点上方任一账号即以其身份登录，
# 这里随之换成该角色常用的查询；按 ▶ 运行。
#
# Click an account above to be logged in as it:
# what its role often asks stands here then. ▶ runs it.

`;

const WHO = `query WhoAmI {
  viewer {
    account
    displayName
    role
    permissions { moduleLabel levelLabel }
  }
}
`;

const NATION = `# ① 全国实时统计 · The nation, live
#
# 每次变化后，数字随即更新。
# The figures follow every change.

subscription NationalStatistics {
  nation: signingStatistics(classYear: 2023) {
    schoolCount
    graduates
    signed
    signingRate
    onlineEffective
    offlineEffective
  }
}
`;

const SCHOOLS = `# ② 各校 · School by school
#
# 一条查询，一条 SQL。
# One document, one SQL statement.

query SchoolBySchool {
  signingStatistics(
    classYear: 2023
    province: "Province:11"
  ) {
    graduates
    signed
    schools(first: 10) {
      totalCount
      edges {
        node {
          graduates
          signed
          school { code name }
        }
      }
    }
  }
}
`;

const LIVE = `# ① 实时统计 · Live statistics
#
# 按 ▶ 运行，保持此页；再开一个浏览器标签页，
# 以本省一所学校审核，这里的数字立刻改变。
#
# Leave it running, and review as a school of the
# province in another tab: it changes at once.

subscription LiveStatistics {
  signingStatistics(
    classYear: 2023
    province: "Province:11"
  ) {
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

const FIGURE6 = `# ② 在线签约管理 · All signings of the province
#
# 操作指南图6 的各列，都可筛选。
# The columns of figure 6; filter by any of them.

query Signings {
  agreements(first: 10) {
    totalCount
    edges {
      node {
        initiatorLabel
        graduate {
          name
          school { name }
          department { name }
          majorName
          degreeLabel
          studentNumber
        }
        agreementNumberLabel
        employerName
        statusLabel
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const ACCOUNTS = `# ③ 账号管理 · Accounts of my schools
#
# 每个账号现在可以做什么，也一并告知。
# What can be done to each is told with it.

query Accounts {
  accounts(
    first: 10
    filter: { role: { eq: SCHOOL } }
  ) {
    edges {
      node {
        id
        version
        username
        displayName
        employmentLevel
        archiveLevel
        hukouLevel
        availableActions { action allowed }
      }
    }
  }
}
`;

const PENDING = `# ① 待学校审核 · What waits for my school
#
# 复制其中一条的 id 和 version，到 ② 审核。
# Copy the id and version of one row for ②.

query PendingAgreements {
  agreements(
    first: 10
    filter: { status: { eq: PENDING_SCHOOL } }
  ) {
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

const REVIEW = `# ② 审核 · Review one agreement
#
# 把 ① 的 id 和 version 填入下方 Variables 后运行。
# 凭同一 key 再运行一次：只审核一次，答复相同。
#
# Put id and version of ① into Variables below.
# Run it again: under one key it is done once.

mutation ReviewAgreement(
  $input: ReviewAgreementInput!
  $key: String
) {
  reviewAgreement(
    input: $input
    idempotencyKey: $key
  ) {
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
  },
  "key": "my-first-review"
}
`;

const ROSTER = `# 名册 · The roster
#
# 没有“基本信息和就业信息”权限的账号看不到
# 身份证号：其余照常答复，并说明原因。
#
# An account without EMPLOYMENT is denied idNumber,
# told why, and answered everything else.

query Roster {
  graduates(first: 10) {
    totalCount
    edges {
      node {
        id
        name
        studentNumber
        department { name }
        majorName
        idNumber
      }
    }
  }
}
`;

const WAITING = `# ① 待院系审核 · What waits for my department
#
# 线上、线下两种签约；各自现在可以做什么。
# Online and offline; what can be done with each.

query WaitingAgreements {
  agreements(
    first: 10
    filter: {
      status: {
        in: [
          PENDING_DEPARTMENT
          PROTOCOL_PENDING_DEPARTMENT
          SIGN_PENDING_DEPARTMENT
        ]
      }
    }
  ) {
    totalCount
    edges {
      node {
        id
        version
        statusLabel
        employerName
        graduate { name studentNumber }
        availableActions {
          action
          allowed
          reasons { message }
        }
      }
    }
  }
}
`;

const REVIEW_MANY = `# ② 批量审核 · Review many at once
#
# 把 ① 的 id 和 version 填入下方 Variables；
# 逐份决定，逐份告知结果。
#
# Put ids and versions of ① into Variables below;
# each is decided by itself.

mutation ReviewAgreements(
  $input: ReviewAgreementsInput!
  $key: String
) {
  reviewAgreements(
    input: $input
    idempotencyKey: $key
  ) {
    results {
      id
      agreement { statusLabel }
      userErrors { code message }
    }
    userErrors { code message }
  }
}
`;

const REVIEW_MANY_VARIABLES = `{
  "input": {
    "agreements": [
      { "id": "Agreement:…", "version": 1 },
      { "id": "Agreement:…", "version": 1 }
    ],
    "decision": "PASS"
  },
  "key": "my-first-bulk-review"
}
`;

const MYSELF = `# ① 我的基本信息 · What the roster says of me
#
# 核对后在 ② 中确认；有误的，请联系学校更正。
# Confirm it in ② if it is right; the school corrects it.

query Myself {
  graduates(first: 5) {
    edges {
      node {
        id
        version
        confirmedAt
        name
        school { name }
        department { name }
        classYear
        majorName
        degreeLabel
        idNumber
        originCode
        mobile
      }
    }
  }
}
`;

const CONFIRM = `# ② 信息确认 · Confirm my data
#
# 填入 ① 的 id 和 version；确认后才能应约或申请。
# The ID and version of ①; signing begins with it.

mutation ConfirmBasicData(
  $input: ConfirmBasicDataInput!
) {
  confirmBasicData(input: $input) {
    graduate { confirmedAt version }
    userErrors { code message }
  }
}
`;

const CONFIRM_VARIABLES = `{
  "input": { "graduate": "Graduate:…", "version": 1 }
}
`;

const MINE = `# ③ 我的签约 · My signings
#
# 每份协议此刻可以做什么。
# What can be done with each now.

query MySignings {
  agreements(first: 10) {
    edges {
      node {
        id
        version
        employerName
        statusLabel
        replyDeadline
        availableActions {
          action
          allowed
          reasons { message }
        }
        scans(first: 3) {
          edges { node { fileName path } }
        }
      }
    }
  }
}
`;

const APPLY = `# ④ 线下签约 · Sign offline
#
# 申请电子就业协议；院系、学校随后审核。
# Apply for the form; department and school review it.

mutation ApplyForAgreement(
  $input: ApplyForAgreementInput!
) {
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
    "graduate": "Graduate:…",
    "terms": {
      "employerName": "北京科邦网络信息服务有限公司",
      "employerUscc": "91110000MA00000077",
      "position": "工程师"
    }
  }
}
`;

const SENT = `# ① 本单位的签约 · My signings
#
# 应约之前看不到毕业生。
# The graduate shows once it has accepted.

query SentInvitations {
  agreements(
    first: 10
    orderBy: { field: CREATED_AT, direction: DESC }
  ) {
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

const REGISTRATION = `# ② 单位注册信息 · My registration
#
# 审核通过后才能发起签约。
# Only who is approved may invite.

query Registration {
  employerRegistrations(first: 1) {
    edges {
      node {
        id
        version
        name
        uscc
        statusLabel
        natureLabel
        industryLabel
        province { name }
        availableActions { action allowed }
      }
    }
  }
}
`;

const WORK = `# 待办 · What waits for me
#
# 把 filter 填入 list 所指的列表，即可看到这些记录。
# Give filter to the field that list names,
# and it shows the records.

query WhatWaitsForMe {
  worklist { code label count dueAt list filter }
}
`;

const DAY = `# ③ 在线签约管理 · A working day
#
# 待学校处理的列表、各状态数量、办理进度。
#
# What waits for the school, how many stand where,
# and what happened to each.

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

const IMPORT = `# ④ 名册导入 · Import a roster
#
# 先以 POST /files?purpose=ROSTER 上传文件，再填入 id。
# dryRun 为 true 时只检查，不写入。
#
# Send the file to POST /files?purpose=ROSTER first.
# A dry run does everything but write.

mutation ImportRoster($input: ImportRosterInput!) {
  importRoster(input: $input) {
    rosterImport { id stateLabel fileName }
    userErrors { code field message }
  }
}
`;

const IMPORT_VARIABLES = `{
  "input": {
    "file": "Upload:…",
    "classYear": 2023,
    "mode": "SKIP_BAD",
    "dryRun": true
  }
}
`;

const WATCH_IMPORT = `# ⑤ 导入进度 · How far it is
#
# 填入 ④ 的 id；进度随时更新，导入结束即止。
# With the ID of ④: told as it goes on, until it is over.

subscription WatchImport($id: ID!) {
  rosterImport(id: $id) {
    stateLabel
    phaseLabel
    rowTotal
    rowCount
    newCount
    changedCount
    sameCount
    badCount
    refusal
    problems(first: 10) {
      totalCount
      edges { node { rowNumber label problem remedy } }
    }
  }
}
`;

const WATCH_IMPORT_VARIABLES = `{
  "id": "RosterImport:…"
}
`;

const DOWNLOADING = { query: DOWNLOAD, variables: DOWNLOAD_VARIABLES };
const toReview = (role) => ({ query: REGISTRATIONS, variables: `{ "me": "${role}" }\n` });
const BY_DEPARTMENT = { query: DEPARTMENTS, variables: DEPARTMENTS_VARIABLES };

const STORIES = {
  MINISTRY: [{ query: NATION }, { query: SCHOOLS }, { query: DESTINATIONS }, DOWNLOADING],
  PROVINCE: [
    { query: LIVE },
    { query: FIGURE6 },
    { query: ACCOUNTS },
    { query: DESTINATIONS },
    { query: ENDINGS },
    { query: TRANSFERS },
    { query: SHARES },
    { query: REPORTS },
    DOWNLOADING,
    { query: WORK },
  ],
  SCHOOL: [
    { query: PENDING },
    { query: REVIEW, variables: REVIEW_VARIABLES },
    { query: DAY },
    { query: IMPORT, variables: IMPORT_VARIABLES },
    { query: WATCH_IMPORT, variables: WATCH_IMPORT_VARIABLES },
    toReview("SCHOOL"),
    { query: ENDINGS },
    { query: ARCHIVES },
    BY_DEPARTMENT,
    DOWNLOADING,
    { query: WORK },
    { query: ROSTER },
  ],
  DEPARTMENT: [
    { query: WAITING },
    { query: REVIEW_MANY, variables: REVIEW_MANY_VARIABLES },
    toReview("DEPARTMENT"),
    BY_DEPARTMENT,
    { query: WORK },
  ],
  GRADUATE: [
    { query: MYSELF },
    { query: CONFIRM, variables: CONFIRM_VARIABLES },
    { query: MINE },
    { query: APPLY, variables: APPLY_VARIABLES },
    { query: REGISTER, variables: REGISTER_VARIABLES },
    { query: MY_DESTINATION },
    { query: GRANT, variables: GRANT_VARIABLES },
    { query: WORK },
  ],
  EMPLOYER: [
    { query: SENT },
    { query: REGISTRATION },
    { query: MY_ENDINGS },
    { query: REQUEST_TERMINATION, variables: REQUEST_TERMINATION_VARIABLES },
    { query: WORK },
  ],
};

/** Return the tabs for whoever is logged in, or for nobody; over demo data nobody is told how to be somebody, and whom to verify. */
export function storiesOf(session, isDemo) {
  if (!session && isDemo) return [{ query: WELCOME_TO_DEMO + WHO }, { query: VERIFY, variables: VERIFY_VARIABLES }];
  if (!session) return [{ query: WELCOME + WHO }];
  // Whoever may not read signings, such as a clerk of the archive, sees whose records it keeps.
  const isDenied = session.permissions?.some(({ module, level }) => module === "EMPLOYMENT" && level === "NONE");
  const keepsArchives = session.permissions?.some(({ module, level }) => module === "ARCHIVE" && level !== "NONE");
  return isDenied ? [...(keepsArchives ? [{ query: ARCHIVES }] : []), { query: ROSTER }, { query: WHO }] : STORIES[session.role];
}
