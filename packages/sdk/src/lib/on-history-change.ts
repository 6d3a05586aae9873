// Decides when the address may have changed without a load: pushState, replaceState, popstate.

/** `popstate` also fires for fragment changes, so `hashchange` would only say everything twice. */
export const onHistoryChange = (changed: () => void): void => {
  const methods = ['pushState', 'replaceState'] as const
  methods.forEach((name) => {
    const original = history[name]
    history[name] = (...change) => {
      original.apply(history, change)
      changed()
    }
  })
  addEventListener('popstate', changed)
}
