import type { CSSProperties, ReactNode } from 'react'
import { Link } from '@tanstack/react-router'
import { percentText } from '../../domain/indicator.ts'
import { Dash, Figure, type Opens } from '../shared/figure.tsx'
import { numberText } from '../shared/number.ts'
import { shareIn, type CoverageReply, type IndicatorShare } from '../shared/shares.ts'
import { useText } from '../shared/text.ts'

/** My scope in four numbers; each opens its list. */
export function FigureStrip({ coverage }: { readonly coverage: CoverageReply }) {
  const { t } = useText()
  const { populations, indicators } = coverage
  const due = shareIn(indicators, 'K4')
  const grace = shareIn(indicators, 'K4/grace').numerator
  return (
    <section className="strip" aria-label={t('home.scope')}>
      <Tile name={t('home.organizations')} note={<OtherPopulations coverage={coverage} />}>
        <Figure count={populations.P0} opens={{ figure: 'K1.denominator' }} />
      </Tile>
      <ShareTile name={t('home.covered')} share={shareIn(indicators, 'K1')} colour="var(--leaf)" />
      <ShareTile name={t('home.work')} share={shareIn(indicators, 'K5')} colour="var(--river)" />
      <Tile
        name={t('home.due')}
        note={
          <>
            {t('home.grace')} <Figure count={grace} opens={{ figure: 'K4/grace.numerator' }} />
          </>
        }
      >
        <Figure count={due.numerator} opens={{ figure: 'K4.numerator' }} />
      </Tile>
    </section>
  )
}

function OtherPopulations({ coverage }: { readonly coverage: CoverageReply }) {
  const { t } = useText()
  const { P1, P2, P3 } = coverage.populations
  return <>{t('home.populations', { p1: numberText(P1), p2: numberText(P2), p3: numberText(P3) })}</>
}

type TileProps = { readonly name: string; readonly note: ReactNode; readonly children: ReactNode }

function Tile({ name, note, children }: TileProps) {
  return (
    <div>
      <small>{name}</small>
      <span className="big">{children}</span> <em>{note}</em>
    </div>
  )
}

type ShareTileProps = { readonly name: string; readonly share: IndicatorShare; readonly colour: string }

function ShareTile({ name, share, colour }: ShareTileProps) {
  const { t } = useText()
  const { id, numerator, denominator } = share
  const text = percentText(numerator, denominator)
  const opens: Opens = { figure: `${id}.numerator` }
  if (text === null) {
    return (
      <Tile name={name} note={t('figure.nothingToCount')}>
        <Dash />
      </Tile>
    )
  }
  const bar: CSSProperties & Record<'--v' | '--c', string> = { '--v': text, '--c': colour }
  return (
    <div>
      <small>{name}</small>
      <span className="big">
        <Link to="/orgs" search={opens}>
          {text}
        </Link>
      </span>{' '}
      <em>{t('figure.of', { numerator: numberText(numerator), denominator: numberText(denominator) })}</em>
      <i style={bar} />
    </div>
  )
}
