import { LinesChart, ScatterChart } from 'echarts/charts'
import { DataZoomComponent, GridComponent } from 'echarts/components'
import { init, use as useParts, type EChartsType } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useText } from '../shared/text.ts'
import { pageFont } from '../shared/theme.ts'
import type { ListProps } from './group-list.tsx'
import { mapOption, MAP_LOOKS } from './map-option.ts'
import { ROLES } from './plan.ts'

useParts([ScatterChart, LinesChart, GridComponent, DataZoomComponent, LabelLayout, CanvasRenderer])

/** The plan on plain ground: units where they lie, each tied to its host. The lists say the same in words. */
export function PlanMap({ reply, index, picked, choose }: ListProps) {
  const { t } = useText()
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(null)
  const onPick = useEffectEvent(choose)
  useEffect(() => {
    if (box.current === null) return undefined
    const made = init(box.current, null, { renderer: 'canvas' })
    chart.current = made
    made.on('click', ({ name }) => {
      if (name !== '') onPick(name)
    })
    const watcher = new ResizeObserver(() => made.resize())
    watcher.observe(box.current)
    return () => {
      watcher.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [])
  useEffect(() => {
    const { clientWidth: width = 1, clientHeight: height = 1 } = box.current ?? {}
    const draw = () =>
      chart.current?.setOption(mapOption(reply, index, picked, { width, height, fontFamily: pageFont() }))
    draw()
    // A canvas does not notice by itself that a font has come.
    document.fonts.addEventListener('loadingdone', draw)
    return () => document.fonts.removeEventListener('loadingdone', draw)
  }, [reply, index, picked])
  const unplaced = reply.units.filter(({ x, y }) => x === null || y === null).length
  return (
    <>
      <div
        ref={box}
        className="plan-map"
        data-testid="planner-map"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the library draws into a div
        role="img"
        aria-label={t('map.name', { count: reply.groups.length })}
      />
      <ul className="key">
        {ROLES.map((role) => (
          <li key={role}>
            <span aria-hidden="true" style={{ color: MAP_LOOKS[role].colour }}>
              {MAP_LOOKS[role].sign}
            </span>{' '}
            {t(`role.${role}`)}
          </li>
        ))}
      </ul>
      <p className="note">
        {t('map.note')} {unplaced === 0 ? null : t('map.unplaced', { count: unplaced })}
      </p>
    </>
  )
}
