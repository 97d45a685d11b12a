import type { PaperField } from './paper-field.ts'
import { paperKindOf, type PaperKindName } from './paper-kind.ts'
import type { PaperItem, PaperValue, PaperValues } from './paper.ts'

/** Sample words by field, for previews of a template; whoever shows them says that they are samples. */
const TEXTS: Readonly<Record<string, string>> = {
  'office.name': '样例市民政局社会组织管理处',
  'organization.name': '样例市青禾社会工作服务中心',
  'organization.code': '52320499MJT000029M',
  matter: '成立登记',
  policy: '样例规则包 2018 版',
  rule: '样例规则第三条',
  proposed: '不予成立登记',
  decision: '不予成立登记',
  'grade.voted': '3A',
  'grade.vetoed': '2A',
  exemption: '已查，没有豁免情形',
  vote: '委员9名，出席7名，赞成6名，反对1名，弃权0名',
  document: '样民评〔2024〕1号',
  where: '样例市民政局网站',
  'above.document': '样省民评〔2024〕8号',
  noCure: '本决定没有需要改正的事项',
  hearAt: '样例市政务服务中心社会组织窗口',
  consequence: '将建议列入活动异常名录',
  authority: '样例市民政局',
  defence: '在期限内提交了书面说明，已核对',
  score: '820分（满分1000分）',
  grade: '2A',
  'veto.grade': '3A',
  'veto.reason': '有正式党员4名，超过建立党组织的期限仍未建立，未参加联合党支部，也没有党建工作指导员',
  'veto.rule': '样例规则第八条',
  'review.body': '样例市社会组织评估复核委员会',
  'appeal.body': '样例市民政局机关党委',
  'objection.body': '样例市民政局',
  'objection.way': '书面提出，写明理由并附证据',
  request: '重新核对党建指标得分',
  applicant: '样例市青禾社会工作服务中心',
  'request.title': '关于成立党支部的请示',
  'party.name': '中共样例市青禾社会工作服务中心支部委员会',
  'party.superior': '中共样例市社会组织行业委员会',
  'body.name': '样例街道党工委',
  addressee: '各社会组织',
  subject: '报送年度党建工作情况',
}

const ITEMS: Readonly<Record<string, readonly PaperItem[]>> = {
  gaps: [
    { text: '章程没有写入党建工作条款', rule: '样例规则第五条', mend: '按章程示范文本补写' },
    { text: '没有提交党建工作承诺书', rule: '样例规则第六条', mend: '由拟任负责人签署后提交' },
  ],
  findings: [
    {
      text: '有正式党员4名，尚未建立党组织',
      rule: '样例规则第三条',
      advice: '与责任主体商定组建方案',
      evidence: '2024年度摸底表',
      mend: '提交组建方案并完成组建',
    },
  ],
  results: [
    { organization: '样例市青禾社会工作服务中心', grade: '4A' },
    { organization: '样例市银杏养老协会', grade: '3A' },
  ],
  covers: [{ name: '样例市青禾社会工作服务中心' }, { name: '样例市银杏养老协会' }],
  papers: [
    { name: '党建工作情况调查表', copies: 1 },
    { name: '党建工作承诺书', copies: 1 },
  ],
  facts: [{ text: '章程没有党建工作条款' }, { text: '补正期限届满未补正' }],
  evidence: [{ text: '2024年6月3日收到的章程草案' }, { text: '补正告知书及送达回证' }],
  reasons: [{ text: '章程缺少应当载明的内容，告知后未补正' }],
  grounds: [{ text: '限期整改期满，仍未改正' }],
  paragraphs: [{ text: '请于本月底前报送年度党建工作情况。' }, { text: '报送方式：在三叶系统中填报。' }],
}

const COUNTS: Readonly<Record<string, number>> = { year: 2024, termYears: 3, returnDays: 15 }
const EARLY = [
  'receivedOn',
  'factsAsOf',
  'noticeOn',
  'appliedOn',
  'from',
  'handedOn',
  'request.on',
  'validFrom',
  'above.on',
]

/** A value for each field of a kind of paper. */
export function samplePaperValues(kind: PaperKindName): PaperValues {
  const { fields } = paperKindOf(kind)
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, sampleOf(key, field)]))
}

function sampleOf(key: string, field: PaperField): PaperValue {
  if (field.kind === 'day') return dayOf(key)
  if (field.kind === 'count') return COUNTS[key] ?? 1
  if (field.kind === 'choice') return Object.keys(field.choices ?? {})[0] ?? ''
  if (field.kind === 'list') return (ITEMS[key] ?? []).map((item) => itemOf(item, field))
  return TEXTS[key] ?? field.name.zh
}

function dayOf(key: string): string {
  if (key === 'validTo') return '2029-07-10'
  return EARLY.includes(key) ? '2024-06-30' : '2024-07-31'
}

/** Of a list that several kinds have, the words that this kind asks for. */
function itemOf(item: PaperItem, { items = {} }: PaperField): PaperItem {
  return Object.fromEntries(Object.keys(items).map((key) => [key, item[key] ?? '']))
}
