import { confirmAssignments, previewAssignments } from '../work/assignment.ts'
import {
  addToAgenda,
  callConference,
  decideQuestion,
  getConference,
  giveTask,
  keepMinutes,
  listConferences,
} from '../work/conference.ts'
import { addCoordination, endCoordination, resumeCoordination } from '../work/coordination.ts'
import { openMissingAssignments } from '../work/gap.ts'
import { claimOrganization, offerHandOver } from '../work/hand-over.ts'
import { getLineRecord, getLines, listLineGaps } from '../work/lines.ts'
import type { Handlers } from './handlers.ts'

type LineNames =
  | 'getLines'
  | 'listLineGaps'
  | 'openAssignments'
  | 'previewAssignments'
  | 'confirmAssignments'
  | 'offerHandOver'
  | 'claimOrganization'
  | 'getLineRecord'
  | 'addCoordination'
  | 'endCoordination'
  | 'resumeCoordination'

export const lineHandlers: Pick<Handlers, LineNames> = {
  getLines: ({ desk }) => getLines(desk),
  listLineGaps: ({ desk, query }) => listLineGaps(desk, query),
  openAssignments: ({ desk }) => openMissingAssignments(desk),
  previewAssignments: ({ desk, body }) => previewAssignments(desk, body.items),
  confirmAssignments: ({ desk, body }) => confirmAssignments(desk, body.items),
  offerHandOver: ({ desk, params, body }) => offerHandOver(desk, { code: params.id, ...body }),
  claimOrganization: ({ desk, params, body }) => claimOrganization(desk, { code: params.id, ...body }),
  getLineRecord: ({ desk, params }) => getLineRecord(desk, params.id),
  addCoordination: ({ desk, params, body }) => addCoordination(desk, params.id, body),
  endCoordination: ({ desk, params, body }) => endCoordination(desk, params.id, body),
  resumeCoordination: ({ desk, params }) => resumeCoordination(desk, params.id),
}

type ConferenceNames =
  | 'listConferences'
  | 'callConference'
  | 'getConference'
  | 'addToAgenda'
  | 'decideQuestion'
  | 'keepMinutes'
  | 'giveTask'

export const conferenceHandlers: Pick<Handlers, ConferenceNames> = {
  listConferences: ({ desk }) => listConferences(desk),
  callConference: ({ desk, body }) => callConference(desk, body),
  getConference: ({ desk, params }) => getConference(desk, params.id),
  addToAgenda: ({ desk, params, body }) => addToAgenda(desk, params.id, body.cases),
  decideQuestion: ({ desk, params, body }) => decideQuestion(desk, params.id, body),
  keepMinutes: ({ desk, params, body }) => keepMinutes(desk, params.id, body),
  giveTask: ({ desk, params, body }) => giveTask(desk, params.id, body),
}
