// Adding a site: one field is enough.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { api } from '../api.ts'
import { ownTimeZone } from '../parts/choices.ts'
import { SiteForm } from '../parts/site-form.tsx'

export function NewSitePage() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const add = useMutation({
    mutationFn: api.addSite,
    onSuccess: async (site) => {
      await client.invalidateQueries({ queryKey: ['sites'] })
      await navigate(`/sites/${site.id}`)
    },
  })
  const timeZone = ownTimeZone()
  return (
    <div className="narrow">
      <title>Add a site · Farthing</title>
      <h1>Add a site</h1>
      <p className="lead">The website where your visitors decide to pay. The script tag comes next.</p>
      <div className="card pad">
        <SiteForm
          start={{ name: '', hosts: [], timeZone, currency: guessCurrency(timeZone) }}
          action="Add site"
          busy={add.isPending}
          saved={false}
          error={add.error}
          onSubmit={(fields) => add.mutate(fields)}
        />
      </div>
    </div>
  )
}

/** A start that is right for most; the list is one click away. */
function guessCurrency(timeZone: string): string {
  if (timeZone === 'Europe/London') return 'gbp'
  return timeZone.startsWith('Europe/') ? 'eur' : 'usd'
}
