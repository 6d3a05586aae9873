// When what is watched changes, everything under `keys` is fetched again.
import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

/**
 * React Query keeps the same object while nothing in it changed, so that identity tells about news. Another `scope`
 * (other days, another mode) is not news, and neither is the first answer: `watched` is undefined until it is there.
 */
export function useFollow(watched: unknown, scope: unknown, keys: QueryKey): void {
  const client = useQueryClient()
  const before = useRef({ watched, scope: '' })
  const key = JSON.stringify(keys)
  const where = JSON.stringify(scope)
  useEffect(() => {
    const { watched: old, scope: oldScope } = before.current
    before.current = { watched, scope: where }
    if (old === undefined || watched === undefined || watched === old || oldScope !== where) return
    void client.invalidateQueries({ queryKey: JSON.parse(key) as QueryKey })
  }, [watched, where, client, key])
}
