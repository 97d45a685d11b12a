import type { NonEmpty } from './chance.ts'
import type { IndustryBody } from './industries.ts'

/**
 * A trade: the class of the civil-affairs statistics (domain.md 3.4), its industry body, its share among associations
 * and service institutions (6.2; religion is left out and counted as 其他), how often each line has it, and words.
 */
export type Trade = {
  readonly industry: string
  readonly body: IndustryBody
  readonly associations: number
  readonly services: number
  readonly associationLines: LineWeights
  readonly serviceLines: LineWeights
  readonly associationWords: NonEmpty<string>
  readonly serviceWords: NonEmpty<string>
  readonly serviceForms: NonEmpty<string>
  /** Schools and homes: their share among the service institutions of the trade, and the ends of their names. */
  readonly largeShare: number
  readonly largeForms: readonly string[]
}

/** civil, industry, community. */
export type LineWeights = readonly [number, number, number]

export const ASSOCIATION_FORMS = ['协会', '学会', '促进会', '联合会', '研究会'] as const

const CENTRES = ['服务中心', '发展中心', '促进中心'] as const
const NO_LARGE = { largeShare: 0, largeForms: [] } as const

export const EDUCATION: Trade = {
  industry: '教育',
  body: 'EDU',
  associations: 43,
  services: 520,
  associationLines: [15, 80, 5],
  serviceLines: [14, 76, 10],
  associationWords: ['家庭教育', '职业教育', '学前教育', '民办教育', '阅读推广', '校外教育', '教育技术'],
  serviceWords: ['文化艺术', '语言', '科技创新', '阅读', '职业技能', '书法', '研学', '编程'],
  serviceForms: ['培训中心', '教育中心', '培训学校', '学习中心'],
  largeShare: 0.4,
  largeForms: ['幼儿园', '实验学校', '外国语学校', '职业技术学校', '托育园'],
}

export const TRADES: NonEmpty<Trade> = [
  EDUCATION,
  {
    industry: '卫生',
    body: 'HEALTH',
    associations: 39,
    services: 93,
    associationLines: [15, 80, 5],
    serviceLines: [20, 75, 5],
    associationWords: ['护理', '健康促进', '中医药', '口腔保健', '心理健康', '基层卫生'],
    serviceWords: ['中医', '口腔', '康复', '妇幼保健', '全科', '心理健康'],
    serviceForms: ['门诊部', '健康服务中心', '康复中心', '保健中心'],
    largeShare: 0.1,
    largeForms: ['康复医院', '护理院'],
  },
  {
    industry: '社会服务',
    body: 'SOCIAL',
    associations: 142,
    services: 160,
    associationLines: [45, 15, 40],
    serviceLines: [50, 12, 38],
    associationWords: ['社会工作者', '志愿者', '慈善', '养老服务', '助残', '邻里互助', '社区发展', '家庭服务'],
    serviceWords: ['社会工作', '助残', '家庭综合', '青少年事务', '社区治理', '志愿', '为老', '公益'],
    serviceForms: ['服务中心', '发展中心', '服务社', '事务所'],
    largeShare: 0.25,
    largeForms: ['养老院', '护理院', '颐养中心'],
  },
  {
    industry: '文化',
    body: 'CULTURE',
    associations: 92,
    services: 47,
    associationLines: [35, 45, 20],
    serviceLines: [35, 45, 20],
    associationWords: ['书法', '摄影', '诗词', '民间文艺', '戏曲', '收藏', '非遗保护', '音乐', '舞蹈'],
    serviceWords: ['书画', '非遗传承', '民乐', '地方戏曲', '文化交流', '美育'],
    serviceForms: ['艺术馆', '文化服务中心', '艺术团', '研究院'],
    ...NO_LARGE,
  },
  {
    industry: '体育',
    body: 'SPORT',
    associations: 56,
    services: 38,
    associationLines: [25, 55, 20],
    serviceLines: [25, 60, 15],
    associationWords: ['羽毛球', '乒乓球', '太极拳', '自行车', '围棋', '篮球', '游泳', '健身气功', '登山'],
    serviceWords: ['羽毛球', '篮球', '青少年足球', '武术', '全民健身', '围棋'],
    serviceForms: ['俱乐部', '健身中心', '训练中心'],
    ...NO_LARGE,
  },
  {
    industry: '科技研究',
    body: 'SCIENCE',
    associations: 68,
    services: 49,
    associationLines: [30, 67, 3],
    serviceLines: [40, 55, 5],
    associationWords: ['机械工程', '电子信息', '新材料', '科普', '自动化', '知识产权', '工业设计', '数据应用'],
    serviceWords: ['智能制造', '新材料', '科普', '检验检测', '技术转移', '低碳技术'],
    serviceForms: ['研究院', '研究所', '创新中心', '服务中心'],
    ...NO_LARGE,
  },
  {
    industry: '生态环境',
    body: 'ENV',
    associations: 25,
    services: 5,
    associationLines: [30, 60, 10],
    serviceLines: [40, 50, 10],
    associationWords: ['环境保护', '湿地保护', '垃圾分类', '节水'],
    serviceWords: ['环境教育', '河流守护', '垃圾分类'],
    serviceForms: CENTRES,
    ...NO_LARGE,
  },
  {
    industry: '法律',
    body: 'JUSTICE',
    associations: 12,
    services: 2,
    associationLines: [20, 75, 5],
    serviceLines: [20, 75, 5],
    associationWords: ['法律援助', '人民调解', '普法志愿者'],
    serviceWords: ['法律服务', '商事调解', '普法宣传'],
    serviceForms: CENTRES,
    ...NO_LARGE,
  },
  {
    industry: '农业及农村发展',
    body: 'AGRI',
    associations: 206,
    services: 5,
    associationLines: [15, 70, 15],
    serviceLines: [20, 70, 10],
    associationWords: [
      '花木',
      '水稻种植',
      '茶叶',
      '水产养殖',
      '葡萄',
      '农机',
      '果蔬',
      '蚕桑',
      '农产品经纪',
      '休闲农业',
    ],
    serviceWords: ['农技推广', '种苗', '乡村建设'],
    serviceForms: CENTRES,
    ...NO_LARGE,
  },
  {
    industry: '工商服务业',
    body: 'COMMERCE',
    associations: 100,
    services: 39,
    associationLines: [50, 48, 2],
    serviceLines: [50, 45, 5],
    associationWords: ['电子商务', '餐饮', '五金', '纺织', '地板', '电动工具', '家居', '眼镜', '青年企业家'],
    serviceWords: ['中小企业', '电子商务', '创业', '会展'],
    serviceForms: CENTRES,
    ...NO_LARGE,
  },
  {
    industry: '职业及从业组织',
    body: 'HOUSING',
    associations: 69,
    services: 2,
    associationLines: [45, 52, 3],
    serviceLines: [45, 50, 5],
    associationWords: ['物业管理', '房地产经纪', '装饰装修', '建筑业', '工程监理', '人力资源', '美容美发'],
    serviceWords: ['物业人才', '工匠技能', '人力资源'],
    serviceForms: CENTRES,
    ...NO_LARGE,
  },
  {
    industry: '其他',
    body: 'TRANSPORT',
    associations: 148,
    services: 40,
    associationLines: [50, 30, 20],
    serviceLines: [55, 25, 20],
    associationWords: ['道路运输', '驾驶培训', '汽车维修', '物流', '老年人', '退役军人', '无偿献血', '应急救援'],
    serviceWords: ['应急救援', '交通安全', '老年友好', '公共安全', '退役军人'],
    serviceForms: CENTRES,
    ...NO_LARGE,
  },
]

/** What community organizations on file do, and the class that it belongs to. */
export const FILED_FORMS: NonEmpty<readonly [string, string]> = [
  ['广场舞队', '文化'],
  ['合唱团', '文化'],
  ['书画社', '文化'],
  ['戏曲社', '文化'],
  ['摄影社', '文化'],
  ['民乐队', '文化'],
  ['锣鼓队', '文化'],
  ['手工编织社', '文化'],
  ['亲子阅读会', '教育'],
  ['家长学校', '教育'],
  ['太极拳队', '体育'],
  ['乒乓球队', '体育'],
  ['健步队', '体育'],
  ['棋牌社', '体育'],
  ['柔力球队', '体育'],
  ['邻里互助会', '社会服务'],
  ['助老服务队', '社会服务'],
  ['爱心厨房', '社会服务'],
  ['志愿服务队', '社会服务'],
  ['老年协会', '社会服务'],
  ['残疾人互助社', '社会服务'],
  ['红白理事会', '社会服务'],
  ['居民议事会', '社会服务'],
  ['物业监督会', '社会服务'],
  ['平安巡逻队', '社会服务'],
  ['矛盾调解会', '法律'],
  ['环保志愿队', '生态环境'],
  ['花友会', '生态环境'],
  ['义务理发队', '社会服务'],
  ['公益修理社', '社会服务'],
]
