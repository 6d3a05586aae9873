// What a site says by itself: to oneself by email, and to programs by webhook.
import type { Site } from '@farthing/contract'
import { NoticeHooks } from '../parts/notice-hooks.tsx'
import { NoticeMail } from '../parts/notice-mail.tsx'
import { Setting } from '../parts/setting.tsx'
import { SettingsFrame } from '../parts/settings-frame.tsx'
import { SitePage } from '../parts/site-page.tsx'
import { mayChange } from '../queries.ts'

export function NoticeSettings() {
  return <SitePage>{(site) => <Sections site={site} />}</SitePage>
}

function Sections({ site }: { site: Site }) {
  return (
    <SettingsFrame site={site} title="Notices">
      <Setting
        title="Your emails"
        about="What this site tells you, and nobody else, in its own time zone and currency."
      >
        <NoticeMail site={site} />
      </Setting>
      {mayChange(site.role) && (
        <Setting title="Webhooks" about="The same for a chat or a program of yours. It is called once for each notice.">
          <NoticeHooks site={site} />
        </Setting>
      )}
    </SettingsFrame>
  )
}
