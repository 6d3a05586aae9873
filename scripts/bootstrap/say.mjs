// How the bootstrap speaks: one plain line per step that takes time, nothing for steps that are skipped.
export function say(line) {
  console.error(`farthing: ${line}`)
}
