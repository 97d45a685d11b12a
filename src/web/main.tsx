import { QueryCache, MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import enUS from 'antd/locale/en_US'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './shared/tokens.css'
import './shared/base.css'
import './shared/frame.css'
import './shared/parts.css'
import './shared/lines.css'
import './shared/register.css'
import './shared/import.css'
import './shared/tables.css'
import './shared/pass.css'
import './shared/form.css'
import './shared/score.css'
import './shared/print.css'
import { router } from './routes.tsx'
import { isAskError } from './shared/ask-error.ts'
import { restoreLargeText, useLargeText } from './shared/large-text.ts'
import { SESSION_KEY } from './shared/session.ts'
import { speak, texts, useText } from './shared/text.ts'
import { languageOf } from './shared/language.ts'
import { themeOf } from './shared/theme.ts'
import { isWorthRetry } from './shared/use-ask.ts'

/** Whoever is no longer signed in is asked again who they are; the frame then leads to the sign-in page. */
function noticeSignedOut(error: unknown): void {
  if (isAskError(error) && error.code === 'NOT_SIGNED_IN') void queries.resetQueries({ queryKey: SESSION_KEY })
}

const queries = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (query.queryKey[0] !== SESSION_KEY[0]) noticeSignedOut(error)
    },
  }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: { queries: { staleTime: 30_000, retry: isWorthRetry, refetchOnWindowFocus: false } },
})

function Trefoil() {
  const { language } = useText()
  const isLarge = useLargeText()
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en')
  return (
    <ConfigProvider theme={themeOf(isLarge)} locale={language === 'zh' ? zhCN : enUS} wave={{ disabled: true }}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  )
}

restoreLargeText()
speak(languageOf(texts.language))
const root = document.getElementById('root')
if (root === null) throw new Error('The page has no root element.')
createRoot(root).render(
  <StrictMode>
    <Trefoil />
  </StrictMode>,
)
// The list of the bundled font does not hold up the page; its parts are fetched only where they are needed.
void import('./shared/font.ts')
