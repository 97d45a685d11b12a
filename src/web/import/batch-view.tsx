import { Link, useSearch } from '@tanstack/react-router'
import { BatchState } from '../shared/batch-state.tsx'
import { dayText, instantText } from '../shared/day-text.ts'
import { Failure } from '../shared/failure.tsx'
import { Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { AcceptedWords } from './accepted-words.tsx'
import { BatchActs } from './batch-acts.tsx'
import { BatchProgress } from './batch-progress.tsx'
import { BatchResult } from './batch-result.tsx'
import { isUnderWay, LOOK_EVERY, tallyOf, toImport, wantsMapping, type Batch } from './batch.ts'
import { ChangeTable } from './change-table.tsx'
import { MappingEditor } from './mapping-editor.tsx'
import { ProblemTable } from './problem-table.tsx'

/** One import: under way, its result in words, the problems, what can be done now, and the receipt afterwards. */
export function BatchView({ id }: { readonly id: string }) {
  const { t } = useText()
  const { from = 0 } = useSearch({ from: '/in/import' })
  const asked = useAsk(
    'GET /api/imports/:id',
    { params: { id }, query: { from } },
    { keep: true, again: (reply) => (reply !== undefined && isUnderWay(reply.batch) ? LOOK_EVERY : false) },
  )
  const batch = asked.data?.batch
  return (
    <>
      <p className="back">
        <Link to="/import" search={{}}>
          {t('import.back')}
        </Link>
      </p>
      <PageHead
        title={t('import.resultTitle')}
        lead={batch === undefined ? undefined : <Lead batch={batch} />}
        act={batch === undefined ? undefined : <BatchActs batch={batch} />}
      />
      <Loaded asked={asked}>
        {(reply) => (
          <BatchBody batch={reply.batch} problems={reply.problems} nextProblem={reply.nextProblem} from={from} />
        )}
      </Loaded>
      {asked.data !== undefined && asked.error !== null ? (
        <Failure error={asked.error} kept={t('import.still')} retry={() => void asked.refetch()} />
      ) : null}
    </>
  )
}

function Lead({ batch }: { readonly batch: Batch }) {
  const { t, of } = useText()
  const tally = tallyOf(batch.sheets)
  const good = toImport(tally)
  if (batch.state === 'failed') return <>{batch.failure === null ? t('batch.failed') : of(batch.failure)}</>
  if (batch.state === 'stopped') return <>{t('import.stoppedLead')}</>
  if (batch.state === 'undone') return <>{t('import.undoneLead')}</>
  if (batch.state === 'done') return <>{t('import.doneLead', { count: good, unchanged: tally.unchanged })}</>
  if (isUnderWay(batch)) return <>{t(`import.${batch.state === 'checking' ? 'checkingLead' : 'importingLead'}`)}</>
  return good === 0 ? (
    <>{t('import.nothingLead', { count: tally.rows })}</>
  ) : (
    <>
      {t('import.words', { count: tally.rows, ...tally })} {t('import.nothingYet')}
      {tally.hidden > 0 ? <> {t('import.hiddenNote', { count: tally.hidden })}</> : null}
    </>
  )
}

/** Leads to the import that this one corrects, or that corrects it. */
function OtherBatch({ id, text }: { readonly id: string | null; readonly text: string }) {
  return id === null ? null : (
    <Link className="chip" to="/import" search={{ batch: id }}>
      {text} {id.slice(0, 8)}
    </Link>
  )
}

type BodyProps = {
  readonly batch: Batch
  readonly problems: Parameters<typeof ProblemTable>[0]['problems']
  readonly nextProblem: number | null
  readonly from: number
}

function BatchBody({ batch, problems, nextProblem, from }: BodyProps) {
  const { t, language } = useText()
  return (
    <>
      <p className="meta">
        <BatchState state={batch.state} />
        <span className="chip">{batch.files.join(t('comma'))}</span>
        <span className="chip">{t('import.countsOf', { day: dayText(batch.asOf, language) })}</span>
        {batch.doneAt === null ? null : (
          <span className="chip">
            {t('import.receipt', { at: instantText(batch.doneAt, language), number: batch.id.slice(0, 8) })}
          </span>
        )}
        <OtherBatch id={batch.corrects} text={t('import.corrects')} />
        <OtherBatch id={batch.correctedBy} text={t('import.correctedBy')} />
      </p>
      {isUnderWay(batch) ? <BatchProgress batch={batch} /> : <BatchResult batch={batch} />}
      {wantsMapping(batch, problems) ? (
        <MappingEditor key={`${batch.id} ${batch.state}`} batch={batch} problems={problems} />
      ) : null}
      <AcceptedWords batch={batch} />
      {batch.problemCount > 0 ? (
        <ProblemTable batch={batch} problems={problems} next={nextProblem} from={from} />
      ) : null}
      {batch.changeCount > 0 && !isUnderWay(batch) ? <ChangeTable batch={batch} /> : null}
    </>
  )
}
