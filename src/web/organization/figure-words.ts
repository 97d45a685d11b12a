import { OFFICIAL_COLUMNS, OFFICIAL_ROWS } from '../../domain/official.ts'
import { className } from '../shared/names.ts'
import { useScope } from '../shared/scope.ts'
import { useText } from '../shared/text.ts'
import { useAsk } from '../shared/use-ask.ts'
import { figurePartOf } from './filters.ts'

/** Says what the list behind a figure is: the name of the indicator and its side, or the cell of the official table. */
export function useFigureWords(isWanted: boolean): (figure: string) => string {
  const { t, of } = useText()
  const names = useAsk('GET /api/analysis/coverage', { query: useScope() }, { enabled: isWanted }).data?.names ?? []
  return (figure) => {
    const part = figurePartOf(figure)
    if (part.of === 'class') return of(className(part.word))
    if (part.of === 'official') {
      const row = OFFICIAL_ROWS.find((one) => one.row === part.row)
      const column = OFFICIAL_COLUMNS.find(({ key }) => key === part.column)
      if (row === undefined || column === undefined) return figure
      return t('filter.official', { row: part.row, name: of(row.name), column: of(column) })
    }
    if (part.of === 'other') return figure
    const name = names.find(({ id }) => id === part.id)
    return t(`filter.${part.side}`, { name: name === undefined ? part.id : of(name.name), id: part.id })
  }
}
