// Every scenario by its name.
import * as creditNotes from './credit-notes.ts'
import { credit_used } from './credit-used.ts'
import * as disputes from './disputes.ts'
import { lines_cancel_out } from './lines-cancel-out.ts'
import * as refunds from './refunds.ts'
import { S1, S1b } from './s01-checkout.ts'
import { S2 } from './s02-payment-link.ts'
import { S3 } from './s03-intent.ts'
import { S4 } from './s04-subscription.ts'
import { S5, S5f } from './s05-renewal.ts'
import { invoice_uncollectible, invoice_voided, S6, S7 } from './s06-invoice.ts'
import { S8 } from './s08-trial.ts'
import { S9 } from './s09-free.ts'
import { S10 } from './s10-delayed.ts'
import { S10b } from './s10b-bank-transfer.ts'
import { invoice_overpaid, S11, S11b, S11p } from './s11-partial.ts'
import { S12 } from './s12-setup.ts'
import { S13 } from './s13-legacy.ts'
import { S14, S14d } from './s14-connect.ts'
import { S15, S15c, S15m, S15x } from './s15-capture.ts'
import { S16 } from './s16-adaptive.ts'
import { S17 } from './s17-record.ts'
import * as life from './subscription-life.ts'

const { chargeToReverse: _shared, ...reversals } = refunds

export const scenarios = {
  S1,
  S1b,
  S2,
  S2r: S2,
  S3,
  S4,
  S5,
  S5f,
  S6,
  S7,
  S8,
  S9,
  S10,
  S10b,
  S11,
  S11b,
  S11p,
  S12,
  S13,
  S14,
  S14d,
  S15,
  S15c,
  S15m,
  S15x,
  S16,
  S17,
  invoice_overpaid,
  invoice_uncollectible,
  invoice_voided,
  credit_used,
  lines_cancel_out,
  ...life,
  ...reversals,
  ...disputes,
  ...creditNotes,
}
