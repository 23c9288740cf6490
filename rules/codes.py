"""National code tables: provinces, degrees, what rosters and employers say. Codes are text, so that leading zeros count."""

from collections.abc import Mapping
from typing import Final

# GB/T 2260, first two digits, named as the system's header shows them (figure 6: 北京市). 66 is not of the standard: the education
# bureau of 新疆生产建设兵团 takes part as a 32nd province (教学厅〔2023〕5号 addresses it as one) and needs a code of its own.
PROVINCES: Final[Mapping[str, str]] = {
    "11": "北京市",
    "12": "天津市",
    "13": "河北省",
    "14": "山西省",
    "15": "内蒙古自治区",
    "21": "辽宁省",
    "22": "吉林省",
    "23": "黑龙江省",
    "31": "上海市",
    "32": "江苏省",
    "33": "浙江省",
    "34": "安徽省",
    "35": "福建省",
    "36": "江西省",
    "37": "山东省",
    "41": "河南省",
    "42": "湖北省",
    "43": "湖南省",
    "44": "广东省",
    "45": "广西壮族自治区",
    "46": "海南省",
    "50": "重庆市",
    "51": "四川省",
    "52": "贵州省",
    "53": "云南省",
    "54": "西藏自治区",
    "61": "陕西省",
    "62": "甘肃省",
    "63": "青海省",
    "64": "宁夏回族自治区",
    "65": "新疆维吾尔自治区",
    "66": "新疆生产建设兵团",
}

# 学历 (xldm) of the employment system, as public code tables of several schools agree. It is not GB/T 4658, where 31 means 专科.
DEGREES: Final[Mapping[str, str]] = {
    "01": "博士生毕业",
    "03": "博士生结业",
    "11": "硕士生毕业",
    "13": "硕士生结业",
    "19": "硕士生肄业",
    "25": "双学位毕业",
    "26": "二学位结业",
    "31": "本科生毕业",
    "33": "本科生结业",
    "39": "本科生肄业",
    "41": "专科生毕业",
    "43": "专科生结业",
    "49": "专科生肄业",
    "61": "高职",
}

# The first digit of a 学历 code is its level. Figure 6 prints 硕士 (1) and 本科 (3); the others follow the same order.
DEGREE_LEVELS: Final[Mapping[str, str]] = {
    "0": "博士",
    "1": "硕士",
    "2": "第二学士学位",
    "3": "本科",
    "4": "专科",
    "6": "专科",
}

# 培养方式 (pyfsdm) of the employment system.
TRAINING_MODES: Final[Mapping[str, str]] = {
    "1": "非定向",
    "2": "定向",
    "3": "在职",
    "4": "委培",
    "5": "自筹",
}

# 性别 (xbdm, GB/T 2261.1).
SEXES: Final[Mapping[str, str]] = {
    "1": "男",
    "2": "女",
}

# 民族 (mzdm, GB/T 3304); the last two are of the census.
ETHNICITIES: Final[Mapping[str, str]] = {
    "01": "汉",
    "02": "蒙古",
    "03": "回",
    "04": "藏",
    "05": "维吾尔",
    "06": "苗",
    "07": "彝",
    "08": "壮",
    "09": "布依",
    "10": "朝鲜",
    "11": "满",
    "12": "侗",
    "13": "瑶",
    "14": "白",
    "15": "土家",
    "16": "哈尼",
    "17": "哈萨克",
    "18": "傣",
    "19": "黎",
    "20": "傈僳",
    "21": "佤",
    "22": "畲",
    "23": "高山",
    "24": "拉祜",
    "25": "水",
    "26": "东乡",
    "27": "纳西",
    "28": "景颇",
    "29": "柯尔克孜",
    "30": "土",
    "31": "达斡尔",
    "32": "仫佬",
    "33": "羌",
    "34": "布朗",
    "35": "撒拉",
    "36": "毛南",
    "37": "仡佬",
    "38": "锡伯",
    "39": "阿昌",
    "40": "普米",
    "41": "塔吉克",
    "42": "怒",
    "43": "乌孜别克",
    "44": "俄罗斯",
    "45": "鄂温克",
    "46": "德昂",
    "47": "保安",
    "48": "裕固",
    "49": "京",
    "50": "塔塔尔",
    "51": "独龙",
    "52": "鄂伦春",
    "53": "赫哲",
    "54": "门巴",
    "55": "珞巴",
    "56": "基诺",
    "97": "其他",
    "98": "外国血统中国籍人士",
}

# 政治面貌 (zzmmdm, GB/T 4762), in the short names of the employment system.
POLITICAL_STATUSES: Final[Mapping[str, str]] = {
    "01": "中共党员",
    "02": "预备党员",
    "03": "共青团员",
    "04": "民革",
    "05": "民盟",
    "06": "民建",
    "07": "民进",
    "08": "农工党",
    "09": "致公党",
    "10": "九三学社",
    "11": "台盟",
    "12": "无党派",
    "13": "群众",
}

# 师范生类别 (sfslb) of the employment system.
TEACHER_TYPES: Final[Mapping[str, str]] = {
    "1": "普通师范生",
    "12": "公费师范生",
    "2": "非师范生",
}

# 困难生类别 (knslb) of the employment system.
HARDSHIPS: Final[Mapping[str, str]] = {
    "0": "非困难生",
    "1": "就业困难",
    "2": "家庭困难",
    "3": "就业困难和家庭困难",
    "4": "残疾",
    "5": "就业困难和残疾",
    "6": "家庭困难和残疾",
    "7": "就业困难、家庭困难和残疾",
}

# Graduates of these modes must go to their directed unit (教学厅〔2023〕5号).
DIRECTED_MODES: Final[frozenset[str]] = frozenset({"2", "4"})

# 单位性质 (dwxz) of the employment system.
EMPLOYER_NATURES: Final[Mapping[str, str]] = {
    "10": "机关",
    "20": "科研设计单位",
    "21": "高等教育单位",
    "22": "中初教育单位",
    "23": "医疗卫生单位",
    "29": "其他事业单位",
    "31": "国有企业",
    "32": "三资企业",
    "39": "其他企业",
    "40": "部队",
    "55": "农村建制村",
    "56": "城镇社区",
}

# 单位行业 (dwhy): the sections of GB/T 4754 under the employment system's own numbers.
INDUSTRIES: Final[Mapping[str, str]] = {
    "11": "农、林、牧、渔业",
    "21": "采矿业",
    "22": "制造业",
    "23": "电力、热力、燃气及水生产和供应业",
    "24": "建筑业",
    "31": "批发和零售业",
    "32": "交通运输、仓储和邮政业",
    "33": "住宿和餐饮业",
    "34": "信息传输、软件和信息技术服务业",
    "35": "金融业",
    "36": "房地产业",
    "37": "租赁和商务服务业",
    "38": "科学研究和技术服务业",
    "39": "水利、环境和公共设施管理业",
    "41": "居民服务、修理和其他服务业",
    "42": "教育",
    "43": "卫生和社会工作",
    "44": "文化、体育和娱乐业",
    "45": "公共管理、社会保障和社会组织",
    "46": "国际组织",
    "80": "军队",
}

# 工作职位类别 (gzzwlb) of the employment system.
POSITION_CATEGORIES: Final[Mapping[str, str]] = {
    "10": "公务员",
    "11": "科学研究人员",
    "13": "工程技术人员",
    "17": "农林牧渔业技术人员",
    "19": "卫生专业技术人员",
    "21": "经济业务人员",
    "22": "金融业务人员",
    "23": "法律专业人员",
    "24": "教学人员",
    "25": "文学艺术工作人员",
    "26": "体育工作人员",
    "27": "新闻出版和文化工作人员",
    "29": "其他专业技术人员",
    "30": "办事人员和有关人员",
    "40": "商业和服务业人员",
    "60": "生产和运输设备操作人员",
    "80": "军人",
    "90": "其他人员",
}

# 学历 (xldm) that somebody goes on to study for, in the words of admission letters.
STUDY_DEGREES: Final[Mapping[str, str]] = {
    "01": "博士研究生",
    "11": "硕士研究生",
    "25": "第二学士学位",
    "31": "本科",
}
