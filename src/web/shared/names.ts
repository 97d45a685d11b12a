import { FORMATION_NAMES, LEVEL_NAMES, NATURE_NAMES } from '../../domain/party-organization.ts'
import { KIND_NAMES, LINE_NAMES, STATUS_NAMES } from '../../domain/organization.ts'
import type { Text } from '../../domain/refusal.ts'
import { STANDING_NAMES } from '../../domain/standing.ts'

type Names = Readonly<Record<string, Text>>

const CLASS_NAMES: Names = { ...FORMATION_NAMES, ...NATURE_NAMES, none: { zh: '未覆盖', en: 'none' } }

/** A word of a closed list in both languages; a word that the page does not know stays as it is. */
function nameIn(names: Names, word: string): Text {
  const name = names[word] ?? { zh: word, en: word }
  return { zh: name.zh, en: capital(name.en) }
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

export const kindName = (kind: string) => nameIn(KIND_NAMES, kind)
export const statusName = (status: string) => nameIn(STATUS_NAMES, status)
export const lineName = (line: string) => nameIn(LINE_NAMES, line)
export const standingName = (standing: string) => nameIn(STANDING_NAMES, standing)
export const levelName = (level: string) => nameIn(LEVEL_NAMES, level)
export const formationName = (formation: string) => nameIn(FORMATION_NAMES, formation)
export const natureName = (nature: string) => nameIn(NATURE_NAMES, nature)
export const className = (coverageClass: string) => nameIn(CLASS_NAMES, coverageClass)

/** The rule behind a standing in one sentence (domain.md 2; R1, R3, R5, R12). */
const RULES: Names = {
  R1: {
    zh: '正式党员三名以上，应当成立党的基层组织',
    en: 'three or more full members: a Party organization shall be founded',
  },
  'R1/graceDays': {
    zh: '已满三名正式党员，仍在组建期限之内',
    en: 'three or more full members, still within the days of grace',
  },
  R3: { zh: '正式党员不足三名，可以联合组建', en: 'fewer than three full members: may join a joint branch' },
  R5: { zh: '临时或功能型党组织', en: 'a temporary or functional Party organization' },
  R12: { zh: '没有党组织的，选派党建工作指导员', en: 'without a Party organization: an instructor is sent' },
  K1: { zh: '区域党组织兜底覆盖', en: 'covered by a regional Party organization' },
  P3: { zh: '在孵、清算或停滞，不计入统计', en: 'incubating, in liquidation or dormant: not counted' },
}

export const ruleName = (rule: string): Text => RULES[rule] ?? { zh: rule, en: rule }
