import type { RouteName } from '../src/api/routes.ts'
import type { Example } from './keyed-writes.ts'
import { LOGINS } from './city.ts'

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

type Made = (method: 'POST' | 'PUT', url: string, body?: object) => Promise<{ readonly id?: string | number }>
type Stage = { readonly fresh: (bodyId?: string) => Promise<string>; readonly made: Made }

/**
 * Writes of an organization and of an expert, whose clients the test of keys does not have; each is asked twice under one
 * key in src/work/evaluation-keys.test.ts.
 */
export const KEYED_BY_OTHERS: readonly RouteName[] = [
  'applyForEvaluation',
  'saveSelfAssessment',
  'fileSelfAssessment',
  'namePanel',
  'declareForPanel',
  'savePanelScores',
  'handInScores',
  'castBallot',
  'proposeDemotion',
]

/** Examples of calls and invitations, by an officer of the whole city. */
export function ofEvaluations({ fresh, made }: Stage): Partial<Record<RouteName, Example>> {
  const plan = (title: string) => ({
    title,
    year: Number(today().slice(0, 4)),
    sheet: 'jiangsu-example-2022',
    applyBy: today(),
    vetoOn: today(),
    kinds: [],
  })
  const draft = async () => String((await made('POST', '/api/evaluation-calls', plan('甲'))).id)
  const published = async () => {
    const id = await draft()
    await made('POST', `/api/evaluation-calls/${id}/publication`, { seen: 1 })
    return id
  }
  const expert = (login: string) => ({
    login,
    title: { zh: '财务专家', en: 'accounts expert' },
    field: { zh: '财务', en: 'accounts' },
  })
  return {
    addExpert: {
      id: async () => '',
      ask: { body: expert(LOGINS.first) },
      other: { body: expert(LOGINS.second) },
      by: 'city',
    },
    endExpert: {
      id: async () => String((await made('POST', '/api/experts', expert(LOGINS.organization))).id),
      ask: { body: { reason: '聘期届满' } },
      other: { body: { reason: '另有安排' } },
      by: 'city',
    },
    draftEvaluationCall: { id: async () => '', ask: { body: plan('甲') }, other: { body: plan('乙') }, by: 'city' },
    editEvaluationCall: {
      id: draft,
      ask: { body: { ...plan('丙'), seen: 1 } },
      other: { body: { ...plan('丁'), seen: 1 } },
      by: 'city',
    },
    publishEvaluationCall: { id: draft, ask: { body: { seen: 1 } }, other: { body: { seen: 2 } }, by: 'city' },
    closeEvaluationCall: { id: published, ask: { body: { seen: 2 } }, other: { body: { seen: 3 } }, by: 'city' },
    inviteToEvaluation: {
      id: published,
      ask: async () => ({ body: { code: await fresh('MZ') } }),
      other: { body: { code: 'A1' } },
      by: 'city',
    },
  }
}
