import { CASE_DEFINITIONS } from './case-definitions.ts'
import { dayWords } from './day-words.ts'
import { filled, type RefusalDetails, type Text } from './refusal.ts'
import type { ReminderParams, Topic } from './reminder.ts'

/** The places that a text may have. There is none for a person, and none for what a person is. */
export const PLACES = ['name', 'matter', 'state', 'campaign', 'day', 'count'] as const

type Sentence = { readonly dated: Text; readonly undated: Text }

/** Every sentence that a reminder can say, with and without a day. */
export const REMINDER_TEXTS: Readonly<Record<Topic, Sentence>> = {
  arrived: {
    dated: {
      zh: '{name}：新到“{matter}”{count} 件（{state}），最早一件须在{day}前办理。',
      en: '{name}: new, {matter} ({state}): {count}; the first is due by {day}.',
    },
    undated: {
      zh: '{name}：新到“{matter}”{count} 件（{state}）。',
      en: '{name}: new, {matter} ({state}): {count}.',
    },
  },
  dueSoon: {
    dated: {
      zh: '{name}：“{matter}”{count} 件（{state}）须在{day}前办理。',
      en: '{name}: due by {day}, {matter} ({state}): {count}.',
    },
    undated: {
      zh: '{name}：“{matter}”{count} 件（{state}）即将到期。',
      en: '{name}: due soon, {matter} ({state}): {count}.',
    },
  },
  overdue: {
    dated: {
      zh: '{name}：“{matter}”{count} 件（{state}）已经逾期，最早一件应在{day}前办理。',
      en: '{name}: overdue, {matter} ({state}): {count}; the first was due by {day}.',
    },
    undated: {
      zh: '{name}：“{matter}”{count} 件（{state}）已经逾期。',
      en: '{name}: overdue, {matter} ({state}): {count}.',
    },
  },
  asked: {
    dated: {
      zh: '{name}：“{campaign}”尚待填报，请在{day}前完成。',
      en: '{name}: “{campaign}” still waits for your answer; please complete it by {day}.',
    },
    undated: {
      zh: '{name}：“{campaign}”尚待填报。',
      en: '{name}: “{campaign}” still waits for your answer.',
    },
  },
  named: {
    dated: {
      zh: '{name}：您被列入“{campaign}”的专家组，请先申报，在{day}前评审。',
      en: '{name}: you are named to a panel of “{campaign}”; declare first, and give your part by {day}.',
    },
    undated: {
      zh: '{name}：您被列入“{campaign}”的专家组，请先申报，再评审。',
      en: '{name}: you are named to a panel of “{campaign}”; declare first, then give your part.',
    },
  },
}

/** A reminder in words, in both languages. Kinds and states are named as their definition names them today. */
export function reminderText(topic: Topic, params: ReminderParams, count: number | null): Text {
  const sentence = REMINDER_TEXTS[topic][params.day === undefined ? 'undated' : 'dated']
  return {
    zh: filled(sentence.zh, detailsOf(params, count, 'zh')),
    en: filled(sentence.en, detailsOf(params, count, 'en')),
  }
}

function detailsOf(params: ReminderParams, count: number | null, language: keyof Text): RefusalDetails {
  const { kind, state } = namesOf(params, language)
  const { campaign = '', name, day = '' } = params
  const matter = campaign === '' ? kind : `${campaign} · ${kind}`
  return { name, matter, state, campaign, day: dayWords(day)[language], count: count ?? 0 }
}

function namesOf({ kind = '', state = '' }: ReminderParams, language: keyof Text) {
  const definition = CASE_DEFINITIONS.find((one) => one.kind === kind)
  return { kind: definition?.name[language] ?? kind, state: definition?.states[state]?.name[language] ?? state }
}

/** Words that say what a person is in the Party, or that name a person by a number. */
export const FORBIDDEN: readonly RegExp[] = [
  /党员|党籍|入党|退党|脱党|发展对象|积极分子|政治面貌|预备期|转正|思想汇报|党费/,
  /party members?|membership|probationary|applicants?\b/i,
  /身份证|手机号|\d{11}/,
]

/** The first word of a text that a reminder does not say; undefined where there is none. */
export function forbiddenWordIn(text: string): string | undefined {
  return FORBIDDEN.map((one) => one.exec(text)?.[0]).find((word) => word !== undefined)
}
