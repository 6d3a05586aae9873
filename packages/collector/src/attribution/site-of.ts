// Whose payment it is: only a site that shares the account or the endpoint's secret can own it (DESIGN.md "Account and site").

/** The connection of STRIPE_API_KEY and STRIPE_WEBHOOK_SECRET: it belongs to the operator, so to every site here. */
export const ENVIRONMENT = 'environment'

/** The operator's own money never belongs to a site whose visits are made up. */
export const ownersAmong = (sites: { id: string; isDemo?: true }[], via: string[]): string[] =>
  sites.filter((site) => !site.isDemo || via.includes(site.id)).map(({ id }) => id)

export interface Claims {
  /** Connections that showed the payment: site ids, or ENVIRONMENT. */
  via: string[]
  /** `websiteId` as the payment's metadata says. */
  websiteIds: string[]
  /** Sites of the visits that its other ids lead to, best evidence first. */
  visitSites: string[]
  /** Those of this collector that may own it at all, oldest first. */
  sites: string[]
}

/** Evidence first, the connection that was used last. Null: no site may own it. */
export function siteOf({ via, websiteIds, visitSites, sites }: Claims): string | null {
  const eligible = sites.filter((site) => via.includes(ENVIRONMENT) || via.includes(site))
  const claimed = [...[...websiteIds].sort(), ...visitSites].find((site) => eligible.includes(site))
  return claimed ?? eligible.find((site) => via.includes(site)) ?? eligible[0] ?? null
}
