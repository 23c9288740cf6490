// What can be tried with records beside agreements: other destinations, paper agreements, terminations, confirmations, archives, files.

export const DESTINATIONS = `# 去向登记管理 · Other destinations
#
# 十四类毕业去向；各状态数量；可按类别筛选。
# Fourteen categories; filter by any of them.

query Destinations {
  registrations(
    first: 10
    filter: { status: { eq: APPROVED } }
    orderBy: { field: UPDATED_AT, direction: DESC }
  ) {
    totalCount
    edges {
      node {
        graduate { name }
        school { name }
        categoryLabel
        subtypeLabel
        employerName
        admittedSchoolName
        isSettled
        statusLabel
      }
    }
  }
  registrationCounts { statusLabel count }
}
`;

export const REGISTRATIONS = `# 去向登记审核 · Destinations that wait for me
#
# 待您审核的去向登记，含作废申请；各自可以做什么。
# Requests to void among them; what you can do.

query RegistrationsToReview($me: Role!) {
  registrations(
    first: 10
    filter: { waitsFor: { eq: $me } }
  ) {
    totalCount
    edges {
      node {
        id
        version
        graduate { name studentNumber }
        categoryLabel
        statusLabel
        statusReason
        availableActions { action allowed }
        timeline(first: 5) {
          edges { node { at roleLabel actionLabel } }
        }
      }
    }
  }
}
`;

export const ENDINGS = `# 补登管理、解约管理 · On paper, and ended
#
# 纸质协议的补登；解约到了哪一步、由谁处理。
# Paper agreements; terminations, and whose turn it is.

query PaperAndEndings {
  supplements(first: 5) {
    totalCount
    edges {
      node {
        graduate { name }
        agreementNumber
        employerName
        statusLabel
      }
    }
  }
  terminations(first: 5) {
    totalCount
    edges {
      node {
        agreementNumber
        initiatorLabel
        kindLabel
        reason
        statusLabel
        waitsForLabel
      }
    }
  }
}
`;

export const TRANSFERS = `# 档案、户口信息管理 · Archives and households
#
# 登记状态与寄送状态；寄出的凭转递编号查找。
# What is registered, and how archives travel.

query Transfers {
  archiveRecords(
    first: 5
    filter: { dispatchState: { eq: SENT } }
  ) {
    totalCount
    edges {
      node {
        graduate { name }
        transferTypeLabel
        receiverName
        dispatchStateLabel
        transferNo
        trackingNo
        statusLabel
      }
    }
  }
  hukouRecords(first: 5) {
    totalCount
    edges {
      node {
        graduate { name }
        migrationTypeLabel
        destinationAddress
        statusLabel
      }
    }
  }
}
`;

export const ARCHIVES = `# 待审核的档案 · Archives to review
#
# 档案转递信息由学校审核，审核后寄出。
# The school reviews them, and then sends them.

query ArchivesToReview {
  archiveRecords(
    first: 10
    filter: { status: { eq: PENDING_SCHOOL } }
  ) {
    totalCount
    edges {
      node {
        id
        version
        graduate { name }
        transferTypeLabel
        receiverName
        statusLabel
        availableActions { action allowed }
      }
    }
  }
  archiveRecordCounts { statusLabel count }
}
`;

export const SHARES = `# 去向统计 · How many settled, and how
#
# 比率以万分之一为单位：6189 即 61.89%。
# Rates are in basis points: 6189 is 61.89 %.

query Shares {
  signingStatistics(
    classYear: 2023
    province: "Province:11"
  ) {
    graduates
    registered
    settled
    settledRate
    agreementOrContractRate
    flexibleRate
    entrepreneurshipRate
    furtherStudyRate
    seekingRate
    notSeekingRate
    confirmed
    stale
  }
  archiveStatistics(
    classYear: 2023
    province: "Province:11"
  ) {
    needed
    registered
    approved
    sent
    received
    returned
  }
  hukouStatistics(
    classYear: 2023
    province: "Province:11"
  ) {
    needed
    registered
    approved
  }
}
`;

export const DEPARTMENTS = `# 分院系统计 · Department by department
#
# 可按学历、专业等筛选；只统计您能看到的毕业生。
# Under any filter; of the graduates that you see.

query DepartmentByDepartment($school: ID!) {
  departmentStatistics(
    classYear: 2023
    school: $school
    filter: { degreeCode: { prefix: "3" } }
  ) {
    department { name }
    graduates
    approved
    settled
    settledRate
    furtherStudyRate
    seekingRate
  }
}
`;

export const DEPARTMENTS_VARIABLES = `{
  "school": "School:dda933fc-7b6b-551a-aab5-7f94ba31560a"
}
`;

export const REPORTS = `# 数据同步 · What was reported
#
# 学校审核通过后自动上报；这里看得到每一次。
# What the school approves is reported by itself.

query WhatWasReported {
  destinationReports(
    first: 5
    orderBy: { field: CREATED_AT, direction: DESC }
  ) {
    totalCount
    edges {
      node {
        graduate { name }
        sequence
        operationLabel
        stateLabel
        ackedAt
      }
    }
  }
}
`;

export const DOWNLOAD = `# 下载 · Download a list
#
# 只读权限也可下载；文件由后台生成，用下方查询取。
# Whoever reads a list may have it as a file.

mutation DownloadRegistrations(
  $input: RequestDownloadInput!
) {
  requestDownload(input: $input) {
    download { id title stateLabel }
    userErrors { code message }
  }
}

query MyDownloads {
  downloads(first: 5) {
    edges {
      node {
        title
        format
        stateLabel
        rowCount
        path
        fileName
        expiresAt
      }
    }
  }
}
`;

export const DOWNLOAD_VARIABLES = `{
  "input": {
    "list": "registrations",
    "filter": { "status": { "eq": "APPROVED" } },
    "format": "XLSX"
  }
}
`;

export const REGISTER = `# ⑤ 去向登记 · Register another destination
#
# 不签协议的去向；填入 ① 的 id。已申请协议的先取消。
# The ID of ①. Who has applied in ④ cancels that first.

mutation RegisterDestination(
  $input: SubmitRegistrationInput!
) {
  submitRegistration(input: $input) {
    registration {
      id
      categoryLabel
      subtypeLabel
      statusLabel
    }
    userErrors { code field message }
  }
}

query Forms {
  registrationForms {
    category
    label
    proof
    fields { name label use }
  }
}
`;

export const REGISTER_VARIABLES = `{
  "input": {
    "graduate": "Graduate:…",
    "details": {
      "category": "70",
      "subtype": "LOOKING",
      "wish": "希望从事教育行业"
    }
  }
}
`;

export const MY_DESTINATION = `# ⑥ 我的去向 · My destination
#
# 当前去向、确认情况、核验编号，以及谁查看过。
# What counts, what I confirmed, and who looked.

query MyDestination {
  graduates(first: 5) {
    edges {
      node {
        name
        destination { categoryLabel isSettled }
        archiveRecords(first: 1) {
          edges {
            node {
              statusLabel
              dispatchStateLabel
              transferNo
            }
          }
        }
      }
    }
  }
  confirmations(first: 5) {
    edges {
      node {
        id
        stateLabel
        transferNumber
        formPath
        grants(first: 5) {
          edges {
            node {
              number
              stateLabel
              expiresAt
              looks(first: 5) {
                edges { node { lookedBy lookedAt } }
              }
            }
          }
        }
      }
    }
  }
}
`;

export const GRANT = `# ⑦ 核验授权 · Let somebody verify
#
# 填入 ⑥ 中“已确认”一条的 id；只显示所选内容。
# The ID of the confirmation in ⑥; shows that alone.

mutation LetSomebodyVerify(
  $input: GrantVerificationInput!
) {
  grantVerification(input: $input) {
    grant { number expiresAt }
    userErrors { code message }
  }
}
`;

export const GRANT_VARIABLES = `{
  "input": {
    "confirmation": "Confirmation:…",
    "features": ["DESTINATION"],
    "days": 30
  }
}
`;

export const MY_ENDINGS = `# ③ 解约 · Terminations
#
# 本单位的解约：谁申请，轮到谁处理。
# Who asked, and whose turn it is.

query Terminations {
  terminations(first: 10) {
    totalCount
    edges {
      node {
        id
        version
        agreementNumber
        initiatorLabel
        reason
        statusLabel
        waitsForLabel
        availableActions { action allowed }
      }
    }
  }
  agreements(
    first: 10
    filter: { status: { eq: EFFECTIVE } }
  ) {
    edges {
      node {
        id
        version
        agreementNumberLabel
        graduate { name }
      }
    }
  }
}
`;

export const REQUEST_TERMINATION = `# ④ 申请解约 · Ask to end an agreement
#
# 填入 ③ 中生效协议的 id 和 version；毕业生答复后审核。
# The agreement of ③; the graduate answers it.

mutation AskToEnd(
  $input: RequestTerminationInput!
) {
  requestTermination(input: $input) {
    termination { id statusLabel waitsForLabel }
    userErrors { code message }
  }
}
`;

export const REQUEST_TERMINATION_VARIABLES = `{
  "input": {
    "agreement": "Agreement:…",
    "version": 4,
    "reason": "岗位调整，双方协商解约"
  }
}
`;

export const VERIFY = `# 去向核验 · Verify without an account
#
# 凭姓名和核验编号，只看到毕业生授权的内容。
# By name and number: what the graduate authorised.

mutation Verify($input: VerifyDestinationInput!) {
  verifyDestination(input: $input) {
    verified {
      name
      idNumber
      schoolName
      degreeLabel
      confirmedAt
      validUntil
      sections {
        title
        lines { label value }
      }
    }
    userErrors { code message }
  }
}
`;

export const VERIFY_VARIABLES = `{
  "input": {
    "name": "宋安然",
    "number": "DEM0-VER1-F1ED-C0DE",
    "lookedBy": "测试测试派出所户籍窗口"
  }
}
`;
