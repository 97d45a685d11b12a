import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { BarChart } from 'echarts/charts'
import { init, use as useParts } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { barOption, type Bar } from './bar-option.ts'
import { useLargeText } from './large-text.ts'
import { pageFont } from './theme.ts'

useParts([BarChart, GridComponent, AriaComponent, TooltipComponent, SVGRenderer])

export type ChartProps = {
  /** The sentence that the picture shows, for who cannot see it. */
  readonly says: string
  readonly bars: readonly Bar[]
}

/** Horizontal bars with their numbers at the end; the table with the same numbers stands beneath, by the page. */
export function Chart({ says, bars }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const isLarge = useLargeText()
  useEffect(() => {
    if (box.current === null) return undefined
    const chart = init(box.current, null, { renderer: 'svg' })
    chart.setOption(barOption(bars, { fontFamily: pageFont(), fontSize: isLarge ? 16 : 14 }, box.current.clientWidth))
    const watcher = new ResizeObserver(() => chart.resize())
    watcher.observe(box.current)
    return () => {
      watcher.disconnect()
      chart.dispose()
    }
  }, [bars, isLarge])
  return (
    <div
      ref={box}
      className="chart"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the library draws into a div
      role="img"
      aria-label={says}
      style={{ height: bars.length * (isLarge ? 34 : 30) + 16 }}
    />
  )
}
