// Decides what a view id looks like: 128 random bits in the alphabet that Stripe takes as client_reference_id.

/** The prefix tells an id of ours from one that the page set. Not `crypto.randomUUID`: plain http pages lack it. */
export const newId = (): string => `view_${crypto.getRandomValues(new Uint32Array(4)).join('_')}`
