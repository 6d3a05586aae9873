// How a payment carries the visit it came from, for each way of paying: what to do, what to copy, where to click.
import type { Site } from '@farthing/contract'
import { type PurchasePath, pathWords, purchasePaths, redirectUrl, snippetsOf } from '../purchase-paths.ts'
import { CopyBlock } from './copy-block.tsx'
import { EmbedPicture, RedirectPicture } from './stripe-pictures.tsx'
import { Tabs } from './tabs.tsx'
import { useChoice } from './use-choice.ts'

export function CarryPaths({ site }: { site: Site }) {
  const [path, choose] = useChoice('path', purchasePaths)
  const words = pathWords[path]
  return (
    <div className="ways">
      <p>How do your customers pay?</p>
      <Tabs
        name="How your customers pay"
        look="ways"
        tabs={purchasePaths}
        nameOf={(one) => pathWords[one].name}
        chosen={path}
        choose={choose}
      >
        {(panel) => (
          <div {...panel} className="way-body">
            <p>{words.todo}</p>
            <PathSteps path={path} site={site} />
            {snippetsOf(path, site).map(({ label, kind, text }) => (
              <div key={label} className="snippet">
                <h3>{label}</h3>
                {kind === 'server' && (
                  <p className="hint">Node.js with Stripe’s package; other languages have the same names.</p>
                )}
                <CopyBlock label={label} text={text} />
              </div>
            ))}
            <p className="limits">
              <strong>What it cannot show</strong> {words.limits}
            </p>
          </div>
        )}
      </Tabs>
    </div>
  )
}

function PathSteps({ path, site }: { path: PurchasePath; site: Site }) {
  if (path === 'payment_link') {
    return (
      <div className="with-picture">
        <ol className="how">
          <li>
            In Stripe, open the link under <em>Payment Links</em>, choose <em>Edit</em>, then <em>After payment</em>.
          </li>
          <li>
            Choose <em>Don’t show confirmation page</em>.
          </li>
          <li>Paste the redirect address below. Its last part is Stripe’s own placeholder: leave it as it is.</li>
        </ol>
        <RedirectPicture address={redirectUrl(site)} />
      </div>
    )
  }
  if (path !== 'pricing_table' && path !== 'buy_button') return null
  return (
    <div className="with-picture">
      <ol className="how">
        <li>
          In Stripe, open your {pathWords[path].name.toLowerCase()} and choose <em>Copy code</em>. It looks as below.
        </li>
        <li>Paste it into a page that has Farthing’s script. There is nothing to add.</li>
      </ol>
      <EmbedPicture what={path === 'pricing_table' ? 'pricing table' : 'buy button'} />
    </div>
  )
}
