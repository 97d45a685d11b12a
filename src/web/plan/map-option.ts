import type { LinesSeriesOption, ScatterSeriesOption } from 'echarts/charts'
import type { DataZoomComponentOption, GridComponentOption } from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import { COLOURS } from '../shared/theme.ts'
import { ROLES, type PlanIndex, type PlanReply, type PlanUnit, type Role } from './plan.ts'

export type MapOption = ComposeOption<
  ScatterSeriesOption | LinesSeriesOption | GridComponentOption | DataZoomComponentOption
>
export type Size = { readonly width: number; readonly height: number }
/** The box that the map is drawn in, and the font of its names. */
export type Sheet = Size & { readonly fontFamily: string }

type Look = { readonly colour: string; readonly symbol: string; readonly sign: string; readonly scale: number }

/** Roles differ by shape and by colour. */
export const MAP_LOOKS: Readonly<Record<Role, Look>> = {
  host: { colour: COLOURS.leaf, symbol: 'diamond', sign: '◆', scale: 1.7 },
  grouped: { colour: '#4f8f8b', symbol: 'circle', sign: '●', scale: 1 },
  independent: { colour: COLOURS.river, symbol: 'rect', sign: '■', scale: 1 },
  area: { colour: '#7a5c8e', symbol: 'emptyCircle', sign: '○', scale: 1.1 },
  unassigned: { colour: COLOURS.amber, symbol: 'triangle', sign: '▲', scale: 1.1 },
}

const MARGIN = 14
/** A little ground around the outermost units, so that none is cut off. */
const ROOM = 1.02

const LABEL = {
  show: true,
  position: 'right',
  width: 150,
  overflow: 'truncate',
  fontSize: 12,
  color: COLOURS.ink,
  textBorderColor: COLOURS.paper,
  textBorderWidth: 3,
} as const

type Placed = PlanUnit & { readonly x: number; readonly y: number }

/** The map as data: metres are the same both ways, what is picked stands out and the rest steps back. */
// oxlint-disable-next-line max-params -- the picture is a function of just these four
export function mapOption(reply: PlanReply, index: PlanIndex, picked: readonly string[], sheet: Sheet): MapOption {
  const placed = reply.units.filter(isPlaced)
  const bounds = boundsOf(placed, sheet)
  const dot = dotOf(placed.length)
  const chosen = new Set(picked)
  const axis = { type: 'value', show: false } as const
  const roles = ROLES.map((role) => {
    const units = placed.filter(({ id }) => index.roles.get(id) === role && !chosen.has(id))
    return {
      ...dotsOf(units, role, dot),
      itemStyle: { color: MAP_LOOKS[role].colour, opacity: chosen.size === 0 ? 0.9 : 0.3 },
    }
  })
  return {
    animation: false,
    grid: { left: MARGIN, right: MARGIN, top: MARGIN, bottom: MARGIN },
    xAxis: { ...axis, min: bounds.x[0], max: bounds.x[1] },
    yAxis: { ...axis, min: bounds.y[0], max: bounds.y[1] },
    dataZoom: [
      { type: 'inside', xAxisIndex: 0, filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: 'shift' },
      { type: 'inside', yAxisIndex: 0, filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: 'shift' },
    ],
    series: [
      tiesOf(reply, index, chosen),
      ...roles,
      { ...pickedDots(placed, index, chosen, dot), label: { ...LABEL, fontFamily: sheet.fontFamily } },
    ],
  }
}

export function isPlaced(unit: PlanUnit): unit is Placed {
  return unit.x !== null && unit.y !== null
}

/** Many units have small dots. */
export function dotOf(count: number): number {
  if (count > 1000) return 4
  return count > 200 ? 6 : 10
}

/** The ground to show, so that a metre east is as long as a metre north. */
export function boundsOf(units: readonly Placed[], { width, height }: Size) {
  const [xs, ys] = [units.map(({ x }) => x), units.map(({ y }) => y)]
  const middle = (values: readonly number[]) => (least(values) + most(values)) / 2
  const perPixel = Math.max(
    (most(xs) - least(xs)) / Math.max(1, width - 2 * MARGIN),
    (most(ys) - least(ys)) / Math.max(1, height - 2 * MARGIN),
    1,
  )
  const around = (at: number, pixels: number): readonly [number, number] => {
    const half = (ROOM * perPixel * Math.max(1, pixels - 2 * MARGIN)) / 2
    return [at - half, at + half]
  }
  return { x: around(middle(xs), width), y: around(middle(ys), height) }
}

function least(values: readonly number[]): number {
  return values.reduce((low, value) => Math.min(low, value), values[0] ?? 0)
}

function most(values: readonly number[]): number {
  return values.reduce((high, value) => Math.max(high, value), values[0] ?? 0)
}

function dotsOf(units: readonly Placed[], role: Role, dot: number): ScatterSeriesOption {
  return {
    type: 'scatter',
    symbol: MAP_LOOKS[role].symbol,
    symbolSize: dot * MAP_LOOKS[role].scale,
    data: units.map(({ id, x, y }) => ({ name: id, value: [x, y] })),
  }
}

// oxlint-disable-next-line max-params -- see above
function pickedDots(
  placed: readonly Placed[],
  index: PlanIndex,
  chosen: ReadonlySet<string>,
  dot: number,
): ScatterSeriesOption {
  const units = placed.filter(({ id }) => chosen.has(id))
  return {
    type: 'scatter',
    z: 5,
    data: units.map(({ id, name, x, y }) => {
      const look = MAP_LOOKS[index.roles.get(id) ?? 'unassigned']
      return {
        name: id,
        value: [x, y],
        symbol: look.symbol,
        symbolSize: Math.max(10, dot * 1.6) * look.scale,
        itemStyle: { color: look.colour, borderColor: COLOURS.ink, borderWidth: 1.5 },
        label: { formatter: name },
      }
    }),
    labelLayout: { hideOverlap: true },
  }
}

/** A line from each unit of a group to its host. */
function tiesOf(reply: PlanReply, index: PlanIndex, chosen: ReadonlySet<string>): LinesSeriesOption {
  const place = (id: string) => {
    const unit = index.units.get(id)
    return unit !== undefined && isPlaced(unit) ? [unit.x, unit.y] : undefined
  }
  return {
    type: 'lines',
    coordinateSystem: 'cartesian2d',
    silent: true,
    data: reply.groups.flatMap(({ host, units }) => {
      const to = place(host)
      const isChosen = chosen.has(host)
      return units.flatMap((id) => {
        const from = place(id)
        if (from === undefined || to === undefined || id === host) return []
        const lineStyle = isChosen
          ? { color: COLOURS.ink, width: 1.5, opacity: 1 }
          : { color: COLOURS['ink-3'], width: 1, opacity: chosen.size === 0 ? 0.5 : 0.15 }
        return [{ coords: [from, to], lineStyle }]
      })
    }),
  }
}
