// What a site is, how it is measured, and how Stripe is connected.
import type { Site } from '@farthing/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { api } from '../api.ts'
import { CopyBlock } from '../parts/copy-block.tsx'
import { Doctor } from '../parts/doctor.tsx'
import { CarryPaths } from '../parts/first-steps.tsx'
import { Setting } from '../parts/setting.tsx'
import { type SiteFields, SiteForm } from '../parts/site-form.tsx'
import { PanelSkeleton } from '../parts/skeletons.tsx'
import { scriptTag } from '../parts/snippets.ts'
import { StripeForm } from '../parts/stripe-form.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { stripeQuery, useSite } from '../queries.ts'
import { NotFound } from './not-found.tsx'

export function Settings() {
  const { siteId = '' } = useParams()
  const { site, loaded, error, retry } = useSite(siteId)
  if (site !== undefined) return <SiteSettings key={site.id} site={site} />
  if (error !== null) return <Trouble error={error} title="The site could not be loaded" retry={retry} />
  return loaded ? <NotFound /> : <PanelSkeleton rows={6} />
}

function SiteSettings({ site }: { site: Site }) {
  return (
    <div className="settings">
      <title>{`Settings · ${site.name} · Farthing`}</title>
      <h1>Settings</h1>
      <Setting title="Site" about="Its name, where it lives, and how its days and its money are shown.">
        <SiteSection site={site} />
      </Setting>
      <Setting title="Script" about="Belongs into the head of every page. It stores nothing on the visitor’s device.">
        <CopyBlock label="Script tag" text={scriptTag(site, window.location.origin)} />
      </Setting>
      <Setting title="Stripe" about="How Farthing learns about payments.">
        <StripeSection site={site} />
      </Setting>
      <Setting
        title="Doctor"
        about="Whether everything between a view and its payment works, and what to do where not."
      >
        <Doctor site={site} />
      </Setting>
      <Setting title="Purchase paths" about="How a payment carries the visit it came from.">
        <CarryPaths site={site} />
      </Setting>
    </div>
  )
}

function SiteSection({ site }: { site: Site }) {
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (fields: SiteFields) => api.changeSite(site.id, fields),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['sites'] }),
        client.invalidateQueries({ queryKey: ['reports', site.id] }),
      ]),
  })
  return (
    <SiteForm
      start={site}
      action="Save"
      busy={change.isPending}
      saved={change.isSuccess}
      error={change.error}
      onSubmit={(fields) => change.mutate(fields)}
    />
  )
}

function StripeSection({ site }: { site: Site }) {
  const { data, error, refetch } = useQuery(stripeQuery(site.id))
  if (data !== undefined) return <StripeForm site={site} status={data} />
  if (error === null) return <PanelSkeleton rows={4} />
  return <Trouble error={error} title="The Stripe connection could not be loaded" retry={() => void refetch()} />
}
