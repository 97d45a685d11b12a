import { lazy, Suspense } from 'react'
import type { ChartProps } from './chart.tsx'

const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }))

/** A picture with its question as title. Its library comes after the sentence and the table are there. */
export function Picture({ title, says, bars }: ChartProps & { readonly title: string }) {
  return (
    <figure className="picture">
      <figcaption>{title}</figcaption>
      <Suspense fallback={<div className="chart" style={{ height: bars.length * 30 + 16 }} />}>
        <Chart says={says} bars={bars} />
      </Suspense>
    </figure>
  )
}
