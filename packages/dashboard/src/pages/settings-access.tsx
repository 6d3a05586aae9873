// Who may look at a site and change it: members, programs, and guests with a link.
import type { Site } from '@farthing/contract'
import { Members } from '../parts/members.tsx'
import { Setting } from '../parts/setting.tsx'
import { SettingsFrame } from '../parts/settings-frame.tsx'
import { ShareLinks } from '../parts/share-links.tsx'
import { SignedIdentities } from '../parts/signed-identities.tsx'
import { SitePage } from '../parts/site-page.tsx'
import { Tokens } from '../parts/tokens.tsx'
import { roleWords } from '../words.ts'

export function AccessSettings() {
  return <SitePage>{(site) => <Sections site={site} />}</SitePage>
}

function Sections({ site }: { site: Site }) {
  const about = [roleWords.owner, roleWords.admin, roleWords.viewer].map(({ long }) => long).join(' ')
  return (
    <SettingsFrame site={site} title="Access">
      <Setting title="Members" about={about}>
        <Members site={site} />
      </Setting>
      <Setting
        title="Share links"
        about="Who has one sees the reports and the payments of this site, and nothing else."
      >
        <ShareLinks site={site} />
      </Setting>
      <Setting
        title="API tokens"
        about="For programs, as “Authorization: Bearer …”. A token speaks for this site only."
      >
        <Tokens site={site} />
      </Setting>
      <Setting
        title="Signed identities"
        about="Anybody can say in their own browser that they are somebody else. With a secret your server vouches for who a visitor is."
      >
        <SignedIdentities site={site} />
      </Setting>
    </SettingsFrame>
  )
}
