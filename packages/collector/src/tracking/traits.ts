// What is known of the browser behind a visit, besides who it is. Null: not known.
export interface Traits {
  /** ISO 3166-1: `FR`. */
  country: string | null
  /** ISO 3166-2: `FR-IDF`. */
  region: string | null
  city: string | null
  browser: string | null
  os: string | null
  device: string | null
  /** Without its country: `fr`. */
  language: string | null
}

export const unknownTraits: Traits = {
  country: null,
  region: null,
  city: null,
  browser: null,
  os: null,
  device: null,
  language: null,
}
