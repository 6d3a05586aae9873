// Whether the one who deletes a site means this one: its name, as the dashboard shows it.
import { Refusal } from '../errors.ts'
import type { SiteRecord } from '../sites/site.ts'

/** Blanks around it are nobody's intention. */
export function confirmName({ name, id }: Pick<SiteRecord, 'name' | 'id'>, typed: string): void {
  if (typed.trim() === name.trim()) return
  throw new Refusal(
    'confirmation_needed',
    `To delete the site ${id} for good, give its name exactly as it is: "${name}". Nothing was deleted.`,
  )
}
