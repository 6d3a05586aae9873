// What a payer may use, and for how long.

export interface Permission {
  /** As the site's program knows it: `pro`, `download`. */
  permission: string
  /** What was bought; null when it was given by hand. */
  sku: string | null
  /** Milliseconds since 1970. */
  from: number
  /** Null: for ever. */
  until: number | null
  isActive: boolean
}

/** `GET /api/permissions/mine`, with a token of the signed-in payer as `Authorization: Bearer`. */
export interface PermissionsAnswer {
  permissions: Permission[]
}
