// What of a visit reports count: another change of it makes no sum stale, and no copy.

/** All but the time that it was looked at, which comes with every view that is left, and what only orders its views. */
export const countedOfVisit = [
  ...['site', 'visitor_id', 'day', 'started_at', 'lasted', 'views', 'entry_page', 'exit_page'],
  ...['origin', 'click_id', 'browser', 'sides'],
].join(', ')
