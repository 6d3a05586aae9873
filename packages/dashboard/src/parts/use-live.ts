// Listens to what happens on a site, as long as somebody looks.
import type { LiveMoment, Mode } from '@farthing/contract'
import { useEffect, useState } from 'react'
import { read } from '../api.ts'

export type Live = { state: 'connecting' | 'lost'; moment: LiveMoment | null } | { state: 'live'; moment: LiveMoment }

export function useLive(siteId: string, mode: Mode): Live {
  const [live, setLive] = useState<Live>({ state: 'connecting', moment: null })
  useEffect(() => {
    setLive({ state: 'connecting', moment: null })
    const source = new EventSource(`/api/sites/${encodeURIComponent(siteId)}/live?mode=${mode}`)
    // The collector and this page are released together: its words need no second look.
    source.onmessage = ({ data }) => setLive({ state: 'live', moment: read(String(data)) as LiveMoment })
    // The browser tries again by itself, unless it was refused.
    source.onerror = () =>
      setLive(({ moment }) => ({ state: source.readyState === EventSource.CLOSED ? 'lost' : 'connecting', moment }))
    return () => source.close()
  }, [siteId, mode])
  return live
}
