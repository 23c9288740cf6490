// What roles are called, in full and where there is little room.

export const ROLES = {
  MINISTRY: "教育部",
  PROVINCE: "省级用户",
  SCHOOL: "学校用户",
  DEPARTMENT: "院系用户",
  GRADUATE: "毕业生",
  EMPLOYER: "用人单位",
};

export const SHORT_ROLES = {
  MINISTRY: "教育部",
  PROVINCE: "省级",
  SCHOOL: "学校",
  DEPARTMENT: "院系",
  GRADUATE: "毕业生",
  EMPLOYER: "单位",
};
