// Saving a change of a site's settings, and what has to be fetched again after it.
import type { Site, SiteChange } from '@farthing/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'

export function useSiteChange(site: Site) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: SiteChange) => api.changeSite(site.id, change),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sites'] }),
  })
}
