import { assignOfficers, endAbsence, handOver, proposeOfficers, undoLiaison } from '../work/liaison-assign.ts'
import { takeLiaisonBook, writeLiaisonBook } from '../work/liaison-book.ts'
import { correctOfficer, createOfficer, getLiaisonRecord, nameContact, readPhone } from '../work/liaison-officer.ts'
import { getLiaisonPack, writeLiaisonPack } from '../work/liaison-pack.ts'
import { getLiaison, listCaredOrganizations, listLiaisonOfficers } from '../work/liaison.ts'
import { correctVisit, listVisits, logVisit } from '../work/visit.ts'
import { fileAnswer, XLSX } from './file-answer.ts'
import type { Handlers } from './handlers.ts'
import { partsOf } from './import-routes.ts'
import { demandDay, questionOf } from './question.ts'

type OfficerNames =
  | 'getLiaison'
  | 'listCared'
  | 'listLiaisonOfficers'
  | 'createOfficer'
  | 'correctOfficer'
  | 'proposeOfficers'
  | 'assignOfficers'
  | 'handOver'
  | 'endAbsence'
  | 'undoLiaison'
  | 'exportLiaisonBook'
  | 'importLiaisonBook'

const officerHandlers: Pick<Handlers, OfficerNames> = {
  getLiaison: ({ desk, query }) => getLiaison(desk, questionOf(query)),
  listCared: ({ desk, query }) => listCaredOrganizations(desk, questionOf(query), query),
  listLiaisonOfficers: ({ desk, query }) => listLiaisonOfficers(desk, questionOf(query), query),
  createOfficer: ({ desk, body }) => createOfficer(desk, { ...body, from: demandDay(body.from, '/body/from') }),
  correctOfficer: ({ desk, params, body }) => correctOfficer(desk, params.id, body),
  proposeOfficers: ({ desk, query }) =>
    proposeOfficers(desk, {
      ...query,
      from: demandDay(query.from, '/query/from'),
      until: demandDay(query.until, '/query/until'),
    }),
  assignOfficers: ({ desk, body }) =>
    assignOfficers(desk, {
      ...body,
      from: demandDay(body.from, '/body/from'),
      until: demandDay(body.until, '/body/until'),
    }),
  handOver: ({ desk, params, body }) => {
    const from = demandDay(body.from, '/body/from') ?? body.from
    return handOver(desk, params.id, { ...body, from, until: demandDay(body.until, '/body/until') })
  },
  endAbsence: ({ desk, params, body }) => endAbsence(desk, params.id, { on: demandDay(body.on, '/body/on') }),
  undoLiaison: ({ desk, params }) => undoLiaison(desk, params.id),
  exportLiaisonBook: ({ desk, query }) =>
    fileAnswer('liaison.xlsx', XLSX, (path) => writeLiaisonBook(desk, questionOf(query), path)),
  importLiaisonBook: ({ desk, request }) => takeLiaisonBook(desk, partsOf(request)),
}

type ContactNames =
  | 'listVisits'
  | 'logVisit'
  | 'correctVisit'
  | 'readPhone'
  | 'getLiaisonRecord'
  | 'nameContact'
  | 'getLiaisonPack'
  | 'exportLiaisonPack'

const contactHandlers: Pick<Handlers, ContactNames> = {
  listVisits: ({ desk, query }) => listVisits(desk, query),
  logVisit: ({ desk, body }) => {
    demandDay(body.followUp?.due, '/body/followUp/due')
    return logVisit(desk, { ...body, day: demandDay(body.day, '/body/day') })
  },
  correctVisit: ({ desk, params, body }) =>
    correctVisit(desk, params.id, { ...body, day: demandDay(body.day, '/body/day') }),
  readPhone: ({ desk, params, query }) => readPhone(desk, params.id, query),
  getLiaisonRecord: ({ desk, params }) => getLiaisonRecord(desk, params.id),
  nameContact: ({ desk, params, body }) =>
    nameContact(desk, params.id, { ...body, from: demandDay(body.from, '/body/from') }),
  getLiaisonPack: ({ desk, params }) => getLiaisonPack(desk, params.id),
  exportLiaisonPack: ({ desk, params }) =>
    fileAnswer(`liaison-handover-${params.id}.xlsx`, XLSX, (path) => writeLiaisonPack(desk, params.id, path)),
}

export const liaisonHandlers: Pick<Handlers, OfficerNames | ContactNames> = { ...officerHandlers, ...contactHandlers }
