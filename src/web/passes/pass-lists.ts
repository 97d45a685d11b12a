import type { Reply } from '../shared/ask.ts'
import type { CaseSearch } from '../shared/case-search.ts'
import type { Scope } from '../shared/scope.ts'

export type PassesReply = Reply<'GET /api/passes'>
export type Pass = PassesReply['passes'][number]
export type Desk = Pass['desks'][number]

/** Whose cases a row counts: of one body, or of all in the scope. A desk without a body has no list of its own. */
export type Cell = Pick<CaseSearch, 'body' | 'at' | 'atLine'>

export function wholeCell({ place, line }: Scope): Cell {
  return { at: place, atLine: line }
}

export type Lists = Readonly<
  Record<'open' | 'soon' | 'overdue' | 'decided' | 'appealed' | 'overturned', CaseSearch> &
    Record<'drawn' | 'agreed' | 'asked' | 'left', CaseSearch>
>

/** The list behind each figure of a row; the server counts by the same filters. */
export function listsOf(kind: Pass['kind'], { from, to }: PassesReply['period'], cell: Cell): Lists {
  const open = { box: 'open', kind, ...cell } as const
  const decided = { box: 'all', kind, ...cell, decidedFrom: from, decidedTo: to } as const
  const drawn = { box: 'all', kind: 'secondLook', pass: kind, ...cell, openedFrom: from, openedTo: to } as const
  return {
    open,
    soon: { ...open, soon: 1 },
    overdue: { ...open, overdue: 1 },
    decided,
    appealed: { ...decided, appealed: 1 },
    overturned: { ...decided, overturned: 1 },
    drawn,
    agreed: { ...drawn, decision: 'agree' },
    asked: { ...drawn, decision: 'askAgain' },
    left: { ...drawn, state: 'drawn' },
  }
}
