// When what is watched changes, everything under `keys` is fetched again; the first sight of it changes nothing.
import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

/** React Query keeps the same object while nothing in it changed, so that identity tells about news. */
export function useFollow(watched: unknown, keys: QueryKey): void {
  const client = useQueryClient()
  const before = useRef(watched)
  const key = JSON.stringify(keys)
  useEffect(() => {
    if (before.current !== undefined && watched !== before.current) {
      void client.invalidateQueries({ queryKey: JSON.parse(key) as QueryKey })
    }
    before.current = watched
  }, [watched, client, key])
}
