// Decides how long and how deep a view was looked at: visible time only, largest depth.

/** Less growth than this is no news: hiding twice in a row is one report. */
const NEWS_MS = 100

export let engagedMs = 0
export let depth = 0

/** 0 while nobody looks. */
let since = 0
let reportedMs = 0

export const measureDepth = (): void => {
  depth = Math.max(depth, Math.min(100, (100 * (scrollY + innerHeight)) / document.documentElement.scrollHeight) | 0)
}

/** Adds up, goes on or stops, and says whether there is news. */
export const tally = (goesOn: boolean): boolean => {
  const now = performance.now()
  if (since) engagedMs += now - since
  since = goesOn ? now : 0
  measureDepth()
  return engagedMs - reportedMs > NEWS_MS
}

export const markReported = (): void => {
  reportedMs = engagedMs
}

/** A new view begins. */
export const restart = (): void => {
  engagedMs = reportedMs = depth = 0
}
