// Decides how long and how deep a view was looked at: visible time only, largest depth.

export let engagedMs = 0
export let depth = 0
/** How long it was looked at before the last `tally`. */
export let stretch = 0

/** 0 while nobody looks. */
export let since = 0

export const measureDepth = (): void => {
  depth = Math.max(depth, (100 * (scrollY + innerHeight)) / document.documentElement.scrollHeight)
}

/** Adds up, and goes on while the page is visible. */
export const tally = (): void => {
  stretch = since && performance.now() - since
  engagedMs += stretch
  since = document.hidden ? 0 : performance.now()
}

/** A new view begins. */
export const restart = (): void => {
  engagedMs = depth = 0
}
