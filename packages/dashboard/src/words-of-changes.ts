// What the log says for each kind of change, as the collector names them: the method and the room.

const rooms: Array<[RegExp, string]> = [
  [/^PATCH site$/, 'Changed the site'],
  [/^PUT script$/, 'Changed the script’s settings'],
  [/^PUT stripe$/, 'Changed the Stripe connection'],
  [/^POST stripe\/check$/, 'Had the Stripe key checked'],
  [/^POST stripe\/webhook$/, 'Had the webhook created'],
  [/^POST stripe\/backfill$/, 'Began to fetch the history'],
  [/^POST stripe\/deliveries\/replay$/, 'Replayed a delivery'],
  [/^GET export$/, 'Exported the site'],
  [/^POST persons\/export$/, 'Saved a copy of a person’s data'],
  [/^POST persons\/delete$/, 'Forgot a person'],
  [/^POST identity-secret$/, 'Changed the identity secret'],
  [/^DELETE identity-secret$/, 'Removed the identity secret'],
  [/^PUT notices$/, 'Changed which notices are mailed'],
  [/^POST notice-hooks$/, 'Added an address for notices'],
  [/^DELETE notice-hooks\//, 'Removed an address for notices'],
  [/^POST tokens$/, 'Made a token'],
  [/^DELETE tokens\//, 'Removed a token'],
  [/^POST share-links$/, 'Made a share link'],
  [/^DELETE share-links\//, 'Removed a share link'],
  [/^POST members$/, 'Invited a member'],
  [/^PATCH members\//, 'Changed a member’s role'],
  [/^DELETE members\/invitations\//, 'Took an invitation back'],
  [/^DELETE members\//, 'Removed a member'],
  [/^POST account\/password$/, 'Changed their password'],
  [/^POST account\/second-factor$/, 'Switched their second factor on'],
  [/^DELETE account\/second-factor$/, 'Switched their second factor off'],
  [/^POST account\/passkeys$/, 'Added a passkey of theirs'],
  [/^DELETE account\/passkeys$/, 'Removed a passkey of theirs'],
]

/** What a newer collector names and this page does not know is shown as it is. */
export const changeSentence = (what: string): string => rooms.find(([pattern]) => pattern.test(what))?.[1] ?? what
