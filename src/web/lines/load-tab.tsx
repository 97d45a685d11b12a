import { Link } from '@tanstack/react-router'
import type { Reply } from '../shared/ask.ts'
import { Loaded } from '../shared/loaded.tsx'
import { lineName } from '../shared/names.ts'
import { numberText } from '../shared/number.ts'
import { Scroll } from '../shared/scroll.tsx'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { inTree, withLoad } from './tree.ts'

type Load = Reply<'GET /api/lines'>['bodies'][number]

/** How many organizations each body answers for, in the order of the tree; nobody is ranked. */
export function LoadTab() {
  const { t } = useText()
  const asked = useAsk('GET /api/lines', {}, { keep: true })
  return (
    <>
      <p className="note">{t('load.note')}</p>
      <Loaded asked={asked}>{({ bodies }) => <LoadTable bodies={bodies} />}</Loaded>
    </>
  )
}

function LoadTable({ bodies }: { readonly bodies: readonly Load[] }) {
  const { t, of } = useText()
  return (
    <Scroll name={t('load.table')}>
      <table className="list">
        <caption className="unseen">{t('load.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('load.body')}</th>
            <th scope="col">{t('load.line')}</th>
            <th scope="col" className="n">
              {t('load.count')}
            </th>
          </tr>
        </thead>
        <tbody>
          {inTree(withLoad(bodies)).map(({ body, depth }) => (
            <tr key={body.id}>
              <th scope="row" style={{ paddingInlineStart: `${0.75 + depth * 1.5}rem` }}>
                {body.name} {body.mine ? <small>{t('load.mine')}</small> : null}
              </th>
              <td data-head={t('load.line')}>{of(lineName(body.line))}</td>
              <td className="n" data-head={t('load.count')}>
                {body.organizations === 0 ? (
                  '0'
                ) : (
                  <Link to="/orgs" search={{ body: body.id }}>
                    {numberText(body.organizations)}
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
