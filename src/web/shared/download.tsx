import type { ReactNode } from 'react'
import { addressOf } from './ask.ts'
import { Disclosure } from './disclosure.tsx'
import { useText } from './text.ts'

export type DownloadProps = {
  readonly path: string
  readonly params?: object
  readonly query?: object
  readonly className?: string
  readonly children: ReactNode
}

/** A plain link of this server that gives a file. */
export function Download({ path, params, query, className = 'button', children }: DownloadProps) {
  return (
    <a className={className} href={addressOf(path, params, query)} download>
      {children}
    </a>
  )
}

/** The export of a sheet with the filters at hand. */
export function ExportMenu({ noun, query }: { readonly noun: string; readonly query: object }) {
  const { t } = useText()
  return (
    <Disclosure label={t('export')} side="right">
      <ul className="menu">
        {(['xlsx', 'csv'] as const).map((format) => (
          <li key={format}>
            <Download className="item" path="/api/export/:noun" params={{ noun }} query={{ ...query, format }}>
              {t(`export.${format}`)}
            </Download>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
