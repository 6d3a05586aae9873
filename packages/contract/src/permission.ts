// What a payer may use, and for how long.
import { z } from 'zod'

export const permissionSchema = z
  .object({
    permission: z.string().describe('As the site’s program knows it: `pro`, `download`.'),
    sku: z.string().nullable().describe('What was bought; null when it was given by hand.'),
    from: z.int().describe('Milliseconds since 1970.'),
    until: z.int().nullable().describe('Null: for ever.'),
    isActive: z.boolean(),
  })
  .meta({ id: 'Permission' })
export type Permission = z.infer<typeof permissionSchema>

export const permissionsAnswerSchema = z.object({ permissions: z.array(permissionSchema) }).meta({
  id: 'PermissionsAnswer',
  description: '`GET /api/permissions/mine`, with a token of the signed-in payer as `Authorization: Bearer`.',
})
export type PermissionsAnswer = z.infer<typeof permissionsAnswerSchema>
