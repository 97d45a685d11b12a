import type { BarSeriesOption } from 'echarts/charts'
import type { AriaComponentOption, GridComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import { COLOURS } from './theme.ts'

export type Bar = {
  readonly name: string
  readonly count: number
  readonly label: string
  /** Shown beside the number where there is room. */
  readonly share: string | null
  readonly colour: 'sand' | 'leaf-pale' | 'leaf' | 'river' | 'amber' | 'brick'
}

export type BarOption = ComposeOption<BarSeriesOption | AriaComponentOption | GridComponentOption>

export type Lettering = { readonly fontFamily: string; readonly fontSize: number }

/** Below this width a bar keeps its number and leaves the share to the table. */
const NARROW = 480

type Decal = NonNullable<NonNullable<BarSeriesOption['itemStyle']>['decal']>

/** Patterns so that the bars differ without colour; sand, the context, has none. */
const DECALS: Readonly<Record<Bar['colour'], Decal>> = {
  sand: { symbol: 'none' },
  'leaf-pale': { symbol: 'circle', symbolSize: 0.4, dashArrayX: [6, 6], dashArrayY: [6, 6] },
  leaf: { symbol: 'none' },
  river: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 6], rotation: -Math.PI / 4 },
  amber: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 6], rotation: Math.PI / 4 },
  brick: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 2 },
}

/** The picture as data: the first bar on top, names at the left, numbers at the end of the row. */
export function barOption(bars: readonly Bar[], text: Lettering, width: number): BarOption {
  const { fontSize } = text
  const labelOf = ({ label, share }: Bar) => (share === null || width < NARROW ? label : `${label} · ${share}`)
  const names = Math.max(...bars.map(({ name }) => widthOf(name, fontSize)), 0)
  const labels = Math.max(...bars.map((bar) => widthOf(labelOf(bar), fontSize)), 0)
  const room = Math.min(names + fontSize, width * 0.4)
  return {
    animation: false,
    aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
    grid: { left: room + 8, right: labels + 16, top: 8, bottom: 8 },
    xAxis: { type: 'value', show: false, min: 0, max: Math.max(1, ...bars.map(({ count }) => count)) },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        ...text,
        color: COLOURS['ink-2'],
        width: room,
        overflow: 'truncate',
        align: 'left',
        margin: room + 8,
      },
    },
    series: [
      {
        type: 'bar',
        barWidth: fontSize,
        silent: true,
        data: bars.map((bar) => ({
          value: bar.count,
          itemStyle: { color: COLOURS[bar.colour], borderRadius: 2, decal: DECALS[bar.colour] },
          label: {
            show: true,
            position: 'right',
            formatter: labelOf(bar),
            ...text,
            fontWeight: 600,
            color: COLOURS.ink,
          },
        })),
      },
    ],
  }
}

/** About how wide a text is: Chinese characters are square, others a little over half. */
export function widthOf(text: string, fontSize: number): number {
  return Array.from(text).reduce((sum, one) => sum + (one > '\u2e80' ? 1 : 0.58), 0) * fontSize
}
