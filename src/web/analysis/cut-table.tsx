import { Link } from '@tanstack/react-router'
import { LINES } from '../../domain/organization.ts'
import { CUTS, type Cut } from '../shared/analysis-search.ts'
import { Figure, Share, type Opens } from '../shared/figure.tsx'
import { className, kindName, lineName } from '../shared/names.ts'
import { shareIn, type CoverageReply } from '../shared/shares.ts'
import { useText } from '../shared/text.ts'
import { Scroll } from '../shared/scroll.tsx'

type Row = CoverageReply['rows'][number]

const CLASSES = ['independent', 'joint', 'industry', 'regional', 'temporary', 'functional', 'none'] as const
const RATES = ['K1', 'K1b', 'K5'] as const

/** The coverage cut by one of the ways to cut it: classes, what is missing, and both readings of the rate. */
export function CutTable({ coverage, by }: { readonly coverage: CoverageReply; readonly by: Cut }) {
  const { t } = useText()
  const cutName = t(`cut.${by}`)
  return (
    <section aria-labelledby="cut">
      <div className="section-head">
        <h2 id="cut">{t('coverage.by', { cut: cutName })}</h2>
        <CutSwitch by={by} />
      </div>
      <Scroll name={t('coverage.by', { cut: cutName })}>
        <table className="num sticky">
          <caption className="unseen">{t('coverage.by', { cut: cutName })}</caption>
          <CutHead cutName={cutName} />
          <tbody>
            {coverage.rows.map((row) => (
              <CutRow key={row.by[by] ?? ''} row={row} by={by} />
            ))}
          </tbody>
          <tfoot>
            <TotalRow coverage={coverage} />
          </tfoot>
        </table>
      </Scroll>
      <p className="note">{t('coverage.note')}</p>
    </section>
  )
}

function CutSwitch({ by }: { readonly by: Cut }) {
  const { t } = useText()
  return (
    <nav className="switch" aria-label={t('coverage.cuts')}>
      {CUTS.map((cut) => (
        <Link
          key={cut}
          to="/analysis"
          search={{ by: cut }}
          resetScroll={false}
          aria-current={cut === by ? 'true' : undefined}
          activeProps={{}}
        >
          {t(`cut.${cut}`)}
        </Link>
      ))}
    </nav>
  )
}

function CutHead({ cutName }: { readonly cutName: string }) {
  const { t, of } = useText()
  return (
    <thead>
      <tr>
        <th scope="col">{cutName}</th>
        <th scope="col">{t('step.all')}</th>
        {CLASSES.map((one) => (
          <th key={one} scope="col">
            {of(className(one))}
          </th>
        ))}
        <th scope="col">{t('coverage.due')}</th>
        {RATES.map((rate) => (
          <th key={rate} scope="col">
            {t(`rate.${rate}`)}
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** The list behind the row: the register can be narrowed by place, line and kind; a row of no value has no list. */
function opensOf(by: Cut, value: string | null | undefined): Opens | undefined {
  if (value === null || value === undefined || by === 'industry') return undefined
  if (by === 'line') return { line: LINES.find((line) => line === value) }
  return by === 'kind' ? { kind: value } : { place: value }
}

function CutRow({ row, by }: { readonly row: Row; readonly by: Cut }) {
  const { t, of } = useText()
  const value = row.by[by]
  const opens = opensOf(by, value)
  const nameOf = by === 'line' ? lineName : kindName
  const name = by === 'line' || by === 'kind' ? value && of(nameOf(value)) : (row.names[by] ?? value)
  return (
    <tr>
      <th scope="row">
        {opens === undefined ? (
          (name ?? t('unknown'))
        ) : (
          <Link to="/orgs" search={{ ...opens, figure: 'K1.denominator' }}>
            {name ?? t('unknown')}
          </Link>
        )}
      </th>
      <Cells row={row} opens={opens} />
    </tr>
  )
}

function TotalRow({ coverage }: { readonly coverage: CoverageReply }) {
  const { t } = useText()
  const classes: Record<string, number> = {}
  for (const row of coverage.rows) {
    for (const [word, count] of Object.entries(row.classes)) classes[word] = (classes[word] ?? 0) + count
  }
  const { populations, indicators } = coverage
  return (
    <tr>
      <th scope="row">{t('together')}</th>
      <Cells row={{ populations, indicators, classes }} opens={{}} />
    </tr>
  )
}

type CellsProps = {
  readonly row: Pick<Row, 'populations' | 'indicators' | 'classes'>
  readonly opens: Opens | undefined
}

function Cells({ row, opens }: CellsProps) {
  const listOf = (figure: string) => (opens === undefined ? undefined : { ...opens, figure })
  const due = shareIn(row.indicators, 'K4').numerator
  return (
    <>
      <td>
        <Figure count={row.populations.P0} opens={listOf('K1.denominator')} />
      </td>
      {CLASSES.map((one) => (
        <td key={one}>
          <Figure count={row.classes[one] ?? 0} opens={listOf(`class.${one}`)} />
        </td>
      ))}
      <td>
        <Figure count={due} opens={listOf('K4.numerator')} />
      </td>
      {RATES.map((rate) => {
        const { numerator, denominator } = shareIn(row.indicators, rate)
        return (
          <td key={rate}>
            <Share numerator={numerator} denominator={denominator} opens={listOf(`${rate}.numerator`)} />
          </td>
        )
      })}
    </>
  )
}
