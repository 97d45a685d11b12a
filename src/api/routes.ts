import * as analysis from '../contract/analysis.ts'
import * as cases from '../contract/case.ts'
import * as documents from '../contract/document.ts'
import * as entries from '../contract/entry.ts'
import * as conferences from '../contract/conference.ts'
import * as duplicates from '../contract/duplicate.ts'
import * as drafts from '../contract/draft.ts'
import * as evaluations from '../contract/evaluation.ts'
import * as evaluationCalls from '../contract/evaluation-call.ts'
import * as evaluationOwn from '../contract/evaluation-own.ts'
import * as evaluationPanels from '../contract/evaluation-panel.ts'
import * as experts from '../contract/expert.ts'
import * as gates from '../contract/gate.ts'
import * as annualReports from '../contract/annual-report.ts'
import * as census from '../contract/census.ts'
import * as censusReturns from '../contract/census-return.ts'
import * as questionSets from '../contract/question-set.ts'
import * as imports from '../contract/import.ts'
import * as calendar from '../contract/calendar.ts'
import * as notice from '../contract/notice.ts'
import * as lines from '../contract/lines.ts'
import * as liaison from '../contract/liaison.ts'
import * as flow from '../contract/flow.ts'
import * as life from '../contract/life.ts'
import * as organization from '../contract/organization.ts'
import * as organizationEntries from '../contract/organization-entry.ts'
import * as papers from '../contract/paper.ts'
import * as paperTemplates from '../contract/paper-template.ts'
import * as passes from '../contract/passes.ts'
import * as place from '../contract/place.ts'
import * as outcomes from '../contract/outcome.ts'
import * as plan from '../contract/plan.ts'
import * as registrations from '../contract/registration.ts'
import * as registerBatches from '../contract/register-batch.ts'
import type { Route } from '../contract/route.ts'
import * as savedViews from '../contract/saved-view.ts'
import * as grades from '../contract/grade.ts'
import * as systems from '../contract/system.ts'
import * as session from '../contract/session.ts'
import * as visit from '../contract/visit.ts'

const CONTRACT = {
  ...session,
  ...systems,
  ...grades,
  ...place,
  ...organization,
  ...analysis,
  ...imports,
  ...plan,
  ...cases,
  ...outcomes,
  ...registrations,
  ...gates,
  ...evaluations,
  ...evaluationCalls,
  ...evaluationOwn,
  ...evaluationPanels,
  ...experts,
  ...documents,
  ...papers,
  ...paperTemplates,
  ...entries,
  ...organizationEntries,
  ...registerBatches,
  ...savedViews,
  ...life,
  ...duplicates,
  ...flow,
  ...passes,
  ...drafts,
  ...annualReports,
  ...census,
  ...censusReturns,
  ...questionSets,
  ...notice,
  ...calendar,
  ...lines,
  ...conferences,
  ...liaison,
  ...visit,
}
type Contract = typeof CONTRACT

/** The routes of the contract by their names; shapes stand beside them in the same modules. */
export type RouteName = { [K in keyof Contract]: Contract[K] extends Route ? K : never }[keyof Contract]
export type Routes = Pick<Contract, RouteName>

export const ROUTE_NAMES = Object.entries(CONTRACT)
  .filter(([, one]) => isRoute(one))
  .map(([name]) => name)
  .filter(isRouteName)

export function routeOf<N extends RouteName>(name: N): Routes[N] {
  return CONTRACT[name]
}

function isRoute(one: object): one is Route {
  return 'method' in one && 'path' in one && 'caller' in one
}

function isRouteName(name: string): name is RouteName {
  return name in CONTRACT
}
