// Decides whether a page starts silent. Bots, automation and localhost are the collector's to judge.
import type { Attributes } from './config.ts'

/**
 * Opted out, or asked by the browser not to track: `data-respect` names properties of the navigator,
 * `globalPrivacyControl` (true) and `doNotTrack` ("1").
 */
export const startsSilent = (settings: Attributes, signals: object): boolean | undefined =>
  settings.optOut != null || settings.respect?.split(' ').some((name) => +Reflect.get(signals, name) === 1)
