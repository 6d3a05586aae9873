// How Stripe is connected, whether it works, and what came from it.
import type { Site } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { Deliveries } from '../parts/deliveries.tsx'
import { Doctor } from '../parts/doctor.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { MetadataNames } from '../parts/metadata-names.tsx'
import { Setting } from '../parts/setting.tsx'
import { SettingsFrame } from '../parts/settings-frame.tsx'
import { SitePage } from '../parts/site-page.tsx'
import { StripeForm } from '../parts/stripe-form.tsx'
import { StripePolling } from '../parts/stripe-polling.tsx'
import { stripeQuery } from '../queries.ts'

export function StripeSettings() {
  return <SitePage>{(site) => <Sections site={site} />}</SitePage>
}

function Sections({ site }: { site: Site }) {
  const stripe = useQuery(stripeQuery(site.id))
  return (
    <SettingsFrame site={site} title="Stripe">
      <Setting title="Stripe" about="How Farthing learns about payments.">
        <Loaded query={stripe} what="The Stripe connection" rows={4}>
          {(status) => <StripeForm site={site} status={status} />}
        </Loaded>
      </Setting>
      <Setting title="Asking Stripe" about="What a webhook misses is found by asking: with a key, nothing gets lost.">
        <StripePolling site={site} />
      </Setting>
      <Setting
        title="Names in metadata"
        about="Your own names of metadata keys, where your server already gives our ids to Stripe under them. They apply to what Stripe tells from now on."
      >
        <MetadataNames site={site} />
      </Setting>
      <Setting
        title="Doctor"
        about="Whether everything between a view and its payment works, and what to do where not."
      >
        <Doctor site={site} />
      </Setting>
      <Setting
        title="Deliveries"
        about="What came from Stripe, by any door. To work one off once more never counts anything twice."
      >
        <Deliveries site={site} />
      </Setting>
    </SettingsFrame>
  )
}
