// What is put in front of the script when it is fetched for a site: the site's settings, as if they stood in its tag.
import type { ScriptSettings } from '@farthing/contract'

/** As the script reads them: lists are joined by what separates them in an attribute, yes is an empty one. */
const attributesOf = ({ sessionParam, paymentHosts, respect, hash, passUtm }: ScriptSettings) => ({
  ...(sessionParam?.length ? { sessionParam: sessionParam.join('|') } : {}),
  ...(paymentHosts?.length ? { paymentHosts: paymentHosts.join(' ') } : {}),
  ...(respect?.length ? { respect: respect.join(' ') } : {}),
  ...(hash ? { hash: '' } : {}),
  ...(passUtm ? { passUtm: '' } : {}),
})

/** What stands in the tag itself is stronger. `currentScript` is null in modules and for loaders that run scripts themselves. */
export const prefixFor = (siteId: string, settings: ScriptSettings): string =>
  `{let t=document.currentScript||document.querySelector('script[src*="site=${siteId}"]');` +
  `if(t)for(let[k,v]of Object.entries(${JSON.stringify({ site: siteId, ...attributesOf(settings) })}))t.dataset[k]??=v}\n`
