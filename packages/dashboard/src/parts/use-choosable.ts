// What a site's split tests are called, and what its events said in these days: by these, too, visits are told apart.
import type { PropDimension, Site, VariantDimension } from '@farthing/contract'
import { useQuery } from '@tanstack/react-query'
import { propsOf, variantsOf } from '../choosable.ts'
import { reportQuery } from '../report-queries.ts'
import { testsQuery } from '../split-test-api.ts'
import type { View } from './use-view.ts'

export function useChoosable(site: Site, view: View) {
  const { filters } = view.state
  const properties = useQuery(reportQuery(site.id, 'props', { ...view.scope, filters }))
  // Split tests are not for guests.
  const tests = useQuery({ ...testsQuery(site.id), enabled: site.role !== 'guest' })
  const variants: VariantDimension[] = variantsOf(tests.data?.tests ?? [])
  const props: PropDimension[] = propsOf(properties.data?.rows ?? [])
  return { properties, props, named: [...variants, ...props] }
}
