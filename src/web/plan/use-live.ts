import { useEffect, useEffectEvent, useState } from 'react'
import { addressOf } from '../shared/ask.ts'
import { heardIn, type Live } from './live.ts'

/** Listens to the solver of a plan while it works; `ended` is called once when it says that it is done. */
export function useLive(id: string, isSolving: boolean, ended: () => void): Live | undefined {
  const [live, setLive] = useState<Live>()
  const onEnd = useEffectEvent(ended)
  useEffect(() => {
    if (!isSolving) return undefined
    const source = new EventSource(addressOf('/api/plans/:id/events', { id }))
    source.addEventListener('message', ({ data }) => {
      const heard = typeof data === 'string' ? heardIn(data) : undefined
      if (heard === undefined) return
      if ('live' in heard) {
        setLive(heard.live)
        return
      }
      source.close()
      onEnd()
    })
    return () => source.close()
  }, [id, isSolving])
  return live
}
