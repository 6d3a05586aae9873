// What a site is, how it is measured, and what is not counted.
import type { Site } from '@farthing/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api } from '../api.ts'
import { CarryPaths } from '../parts/carry-paths.tsx'
import { Crediting } from '../parts/crediting.tsx'
import { IgnoredPanel, IgnoreForm } from '../parts/ignored.tsx'
import { ScriptSection } from '../parts/script-settings.tsx'
import { Setting } from '../parts/setting.tsx'
import { SettingsFrame } from '../parts/settings-frame.tsx'
import { type SiteFields, SiteForm } from '../parts/site-form.tsx'
import { SitePage } from '../parts/site-page.tsx'

export function Settings() {
  return <SitePage>{(site) => <SiteSettings site={site} />}</SitePage>
}

function SiteSettings({ site }: { site: Site }) {
  return (
    <SettingsFrame site={site} title="Site">
      <Setting title="Site" about="Its name, where it lives, and how its days and its money are shown.">
        <SiteSection site={site} />
      </Setting>
      <Setting
        title="Attribution"
        about="Which visits earn a payment, and how long before it. Payments are credited anew when the look-back changes."
      >
        <Crediting site={site} />
      </Setting>
      <Setting title="Script" about="Belongs into the head of every page. It stores nothing on the visitor’s device.">
        <ScriptSection site={site} />
      </Setting>
      <Setting title="Not counted" about="Your own office, and pages that are nobody’s business.">
        <IgnoreForm site={site} />
      </Setting>
      <Setting title="Ignored" about="What arrived in the last 30 days and was deliberately not counted.">
        <IgnoredPanel site={site} />
      </Setting>
      <Setting
        title="Purchase paths"
        about={
          <>
            How a payment carries the visit it came from. The key and the webhook are under{' '}
            <Link to={`/sites/${site.id}/settings/stripe`}>Stripe</Link>.
          </>
        }
      >
        <CarryPaths site={site} />
      </Setting>
    </SettingsFrame>
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
      announced={site.nextTimeZone}
      // What was saved may be announced only: the form then shows that.
      key={`${site.timeZone} ${site.nextTimeZone?.timeZone}`}
      action="Save"
      busy={change.isPending}
      saved={change.isSuccess}
      error={change.error}
      onSubmit={(fields) => change.mutate(fields)}
    />
  )
}
