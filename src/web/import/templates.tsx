import { NOUNS, SHEETS } from '../../domain/sheet.ts'
import { Download } from '../shared/download.tsx'
import { useText } from '../shared/text.ts'

/** Empty workbooks of each sheet with their lists. */
export function Templates() {
  const { t, of } = useText()
  return (
    <section aria-labelledby="templates">
      <h2 id="templates">{t('import.templates')}</h2>
      <p className="note">{t('import.templatesHelp')}</p>
      <p className="row">
        {NOUNS.map((noun) => (
          <Download key={noun} path="/api/import-template/:noun" params={{ noun }}>
            {t('import.template', { sheet: of(SHEETS[noun].name) })}
          </Download>
        ))}
        <Download path="/api/import-template/:noun" params={{ noun: 'all' }}>
          {t('import.templateAll')}
        </Download>
      </p>
    </section>
  )
}
