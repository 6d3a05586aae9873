// Decides whether a page starts silent. Bots, automation and localhost are the collector's to judge.
import { settings } from './config.ts'

/**
 * Opted out, or asked by the browser not to track: `data-respect` names properties of the navigator,
 * `globalPrivacyControl` (true) and `doNotTrack` ("1").
 */
export const startsSilent = (): boolean | undefined =>
  'optOut' in settings || settings.respect?.split(' ').some((name) => +Object(navigator)[name])
