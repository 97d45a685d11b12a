import { leavesBelow, type ScoreBranch, type ScoreLeaf } from '../../domain/score-sheet.ts'
import { begun } from '../shared/case-words.ts'
import { Download } from '../shared/download.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import type { Evaluation } from './evaluation-rules.tsx'

type Papers = ReadonlyMap<string, string>

/** The sheet part by part: what the organization gives itself and shows, beside the mean of the experts and its reasons. */
export function EvaluationScores({ view }: { readonly view: Evaluation }) {
  const { t } = useText()
  const asked = useAsk('GET /api/documents', { query: { kind: 'case', id: view.case.id } })
  const papers: Papers = new Map(asked.data?.documents.map(({ id, name }) => [id, name]))
  return (
    <>
      <p className="note">
        {view.filedOn === null ? t('evaluation.notFiled', { count: view.faults.length }) : t('evaluation.filed')}
      </p>
      {view.sheet.indicators.map((branch) => (
        <details key={branch.id} open={branch.isParty === true}>
          <summary>
            <Summary branch={branch} view={view} />
          </summary>
          <Part branch={branch} view={view} papers={papers} />
        </details>
      ))}
    </>
  )
}

/** Tenths and hundredths are summed as whole numbers. */
function sumOf(points: readonly (number | null | undefined)[]): number {
  return points.reduce<number>((sum, one) => sum + Math.round((one ?? 0) * 100), 0) / 100
}

function selfOf({ answers, filled }: Evaluation, id: string): number | null {
  return answers[id]?.points ?? filled[id]?.points ?? null
}

function Summary({ branch, view }: { readonly branch: ScoreBranch; readonly view: Evaluation }) {
  const { t, of } = useText()
  const leaves = leavesBelow(branch)
  const self = sumOf(leaves.map(({ id }) => selfOf(view, id)))
  const { found } = view
  return (
    <>
      {of(begun(branch.title))}{' '}
      <small className="beside">
        {t('evaluation.partSelf', { self, maximum: branch.maximum })}
        {found === null
          ? null
          : ` ${t('evaluation.partMean', { mean: sumOf(leaves.map(({ id }) => found.means[id])) })}`}
      </small>
    </>
  )
}

type PartProps = { readonly branch: ScoreBranch; readonly view: Evaluation; readonly papers: Papers }

function Part({ branch, view, papers }: PartProps) {
  const { t, of } = useText()
  const { found } = view
  const mean = {
    key: 'mean',
    head: t('evaluation.mean'),
    isNumber: true,
    cell: ({ id }: ScoreLeaf) => found?.means[id] ?? '—',
  }
  return (
    <ListTable<ScoreLeaf>
      caption={of(begun(branch.title))}
      rows={leavesBelow(branch)}
      keyOf={({ id }) => id}
      columns={[
        { key: 'title', head: t('call.indicator'), names: true, cell: (leaf) => <Title leaf={leaf} view={view} /> },
        { key: 'maximum', head: t('call.maximum'), isNumber: true, cell: ({ maximum }) => maximum },
        { key: 'self', head: t('evaluation.selfPoints'), isNumber: true, cell: ({ id }) => selfOf(view, id) ?? '—' },
        ...(found === null ? [] : [mean]),
        { key: 'shown', head: t('evaluation.shown'), cell: ({ id }) => <Shown view={view} id={id} papers={papers} /> },
      ]}
    />
  )
}

/** The indicator, and why the experts took points off; of whom is not said. */
function Title({ leaf, view }: { readonly leaf: ScoreLeaf; readonly view: Evaluation }) {
  const { t, of } = useText()
  const reasons = view.found?.reasons[leaf.id] ?? []
  return (
    <>
      {of(begun(leaf.title))}
      {reasons.length === 0 ? null : (
        <small>{t('evaluation.reasons', { reasons: reasons.join(t('semicolon')) })}</small>
      )}
    </>
  )
}

/** What shows it: the note, the papers, or the register. */
function Shown({ view, id, papers }: Omit<PartProps, 'branch'> & { readonly id: string }) {
  const { t } = useText()
  const { note = '', documents = [] } = view.answers[id] ?? {}
  const isFilled = view.answers[id] === undefined && view.filled[id] !== undefined
  return (
    <>
      {isFilled ? t('evaluation.fromRegister') : note}
      {documents.map((paper) => (
        <small key={paper}>
          <Download path="/api/documents/:id/file" params={{ id: paper }} className="file">
            {papers.get(paper) ?? t('evaluation.paper')}
          </Download>
        </small>
      ))}
    </>
  )
}
