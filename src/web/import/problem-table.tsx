import { Link } from '@tanstack/react-router'
import { Download } from '../shared/download.tsx'
import { ListTable } from '../shared/list-table.tsx'
import { numberText } from '../shared/number.ts'
import { StateWord } from '../shared/state-word.tsx'
import { useText } from '../shared/text.ts'
import { MendedUpload } from './mended-upload.tsx'
import { sameWords, type Batch, type ProblemRow } from './batch.ts'
import { useWords } from './accepted-words.tsx'
import { newKey } from '../shared/ask.ts'

type ProblemsProps = {
  readonly batch: Batch
  readonly problems: readonly ProblemRow[]
  readonly next: number | null
  readonly from: number
}

/** Every problem as the clerk sees the file: file, sheet, row, cell, what was read, what to write. */
export function ProblemTable({ batch, problems, next, from }: ProblemsProps) {
  const { t, of } = useText()
  return (
    <section aria-labelledby="problems">
      <div className="section-head">
        <h2 id="problems">{t('import.problemsOf', { count: batch.problemCount })}</h2>
        <Download path="/api/imports/:id/marked" params={{ id: batch.id }}>
          {t('import.marked')}
        </Download>
      </div>
      {batch.state === 'checked' || batch.state === 'done' ? <MendedUpload batch={batch} /> : null}
      <ListTable<ProblemRow>
        caption={t('import.problems')}
        rows={problems}
        keyOf={(problem) => JSON.stringify(problem)}
        columns={[
          {
            key: 'where',
            head: t('problem.cell'),
            names: true,
            cell: ({ cell, row }) => cell ?? t('problem.row', { row }),
          },
          {
            key: 'sheet',
            head: t('problem.sheet'),
            cell: ({ file, sheet }) => (
              <>
                {sheet}
                <small>{file}</small>
              </>
            ),
          },
          {
            key: 'severity',
            head: t('problem.severity'),
            cell: ({ severity }) => (
              <StateWord tone={severity === 'error' ? 'brick' : 'amber'} word={t(`problem.${severity}`)} />
            ),
          },
          { key: 'message', head: t('problem.message'), cell: ({ message }) => of(message) },
          { key: 'read', head: t('problem.read'), cell: ({ read }) => read },
          {
            key: 'suggestion',
            head: t('problem.suggestion'),
            cell: (problem) => <Suggestion batch={batch} problem={problem} problems={problems} />,
          },
        ]}
      />
      <ProblemPager batch={batch} from={from} shown={problems.length} next={next} />
    </section>
  )
}

type SuggestionProps = {
  readonly batch: Batch
  readonly problem: ProblemRow
  readonly problems: readonly ProblemRow[]
}

/** What to write instead; while nothing is written yet it can be used for all cells that say the same. */
function Suggestion({ batch, problem, problems }: SuggestionProps) {
  const { t } = useText()
  const save = useWords(batch.id)
  const { sheet, column, read, suggestion } = problem
  if (suggestion === null) return null
  if (batch.state !== 'checked' || column === null || read === null) return <>{suggestion}</>
  const count = sameWords(problem, problems)
  const word = { sheet, column, read, value: suggestion }
  return (
    <button
      type="button"
      className="button bare"
      disabled={save.isPending}
      onClick={() => save.mutate({ key: newKey(), words: [...batch.overrides, word] })}
    >
      {count > 1 ? t('import.useAll', { count, word: suggestion }) : t('import.use', { word: suggestion })}
    </button>
  )
}

type PagerProps = { readonly batch: Batch; readonly from: number; readonly shown: number; readonly next: number | null }

function ProblemPager({ batch, from, shown, next }: PagerProps) {
  const { t } = useText()
  if (from === 0 && next === null) return null
  return (
    <nav className="pager" aria-label={t('import.problems')}>
      {from > 0 ? (
        <Link className="button" to="/import" search={{ batch: batch.id }}>
          {t('pager.first')}
        </Link>
      ) : null}
      <span>
        {t('problem.range', {
          from: numberText(from + 1),
          to: numberText(from + shown),
          all: numberText(batch.problemCount),
        })}
      </span>
      {next === null ? null : (
        <Link className="button" to="/import" search={{ batch: batch.id, from: next }}>
          {t('pager.next')}
        </Link>
      )}
    </nav>
  )
}
