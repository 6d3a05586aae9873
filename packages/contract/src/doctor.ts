// What the doctor finds: whether each part of the way from visit to money works, and what to do where it does not.
import { z } from 'zod'

export const findingLevelSchema = z.enum(['ok', 'warning', 'problem']).meta({ id: 'FindingLevel' })
export type FindingLevel = z.infer<typeof findingLevelSchema>
export const findingAreaSchema = z
  .enum(['collector', 'tracking', 'key', 'webhook', 'payments'])
  .meta({ id: 'FindingArea' })
export type FindingArea = z.infer<typeof findingAreaSchema>

export const findingSchema = z
  .object({
    id: z.string().describe('Stable, for programs: `database`, `signatures`, `path:payment_link`, …'),
    area: findingAreaSchema,
    level: findingLevelSchema,
    sentence: z.string().describe('What is the case.'),
    todo: z.string().nullable().describe('What to do about it; null when nothing is to be done.'),
    snippet: z.string().nullable().describe('Code or an address to paste, where that is what helps.'),
  })
  .meta({ id: 'Finding' })
export type Finding = z.infer<typeof findingSchema>

export const doctorReportSchema = z
  .object({
    siteId: z.string(),
    siteName: z.string(),
    at: z.int(),
    version: z.string(),
    level: findingLevelSchema.describe('The worst of its findings.'),
    findings: z.array(findingSchema),
  })
  .meta({ id: 'DoctorReport', description: '`GET /api/sites/:id/doctor`' })
export type DoctorReport = z.infer<typeof doctorReportSchema>
