import { useState } from 'react'
import { useText } from '../shared/text.ts'
import { PasteForm } from './paste-form.tsx'
import { UploadForm } from './upload-form.tsx'

const WAYS = ['byFile', 'byPaste'] as const

/** Files, or cells that were copied: the check is the same. */
export function ImportWays({ today }: { readonly today: string }) {
  const { t } = useText()
  const [way, setWay] = useState<(typeof WAYS)[number]>('byFile')
  return (
    <section className="ways" aria-label={t('import.how')}>
      <p className="row">
        {WAYS.map((one) => (
          <button key={one} type="button" className="button" aria-pressed={way === one} onClick={() => setWay(one)}>
            {t(`import.${one}`)}
          </button>
        ))}
      </p>
      {way === 'byFile' ? <UploadForm today={today} /> : <PasteForm today={today} />}
    </section>
  )
}
