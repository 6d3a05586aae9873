// How a payment is credited to the visits before it: by which model, and how many days back.
import type { AttributionModel, Site } from '@farthing/contract'
import { type FormEvent, useState } from 'react'
import { formatCount } from '../format.ts'
import { modelNames } from '../report-words.ts'
import { models } from '../url-state.ts'
import { Select } from './field.tsx'
import { SaveRow } from './save-row.tsx'
import { useSiteChange } from './use-change.ts'

const USUAL_DAYS = 90
const choices = [1, 7, 14, 30, 60, USUAL_DAYS, 180, 365]

export function Crediting({ site }: { site: Site }) {
  const change = useSiteChange(site)
  const now = site.lookBackDays ?? USUAL_DAYS
  const [days, setDays] = useState(String(now))
  const [model, setModel] = useState<AttributionModel>(site.defaultModel ?? models[0])
  const all = [...new Set([...choices, now])].sort((one, other) => one - other)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ defaultModel: model, lookBackDays: Number(days) === USUAL_DAYS ? null : Number(days) })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Select
        label="Credit goes to"
        name="defaultModel"
        value={model}
        onChange={(value) => setModel(models.find((one) => one === value) ?? models[0])}
        options={models.map((value) => ({ value, label: modelNames[value] }))}
        hint="What reports begin with; another model is a choice away, and shows what it moves."
      />
      <Select
        label="Look back"
        name="lookBack"
        value={days}
        onChange={setDays}
        options={all.map((count) => ({
          value: String(count),
          label: count === 1 ? 'One day' : `${formatCount(count)} days${count === USUAL_DAYS ? ', as usual' : ''}`,
        }))}
        hint="Longer finds more visits before a payment, shorter only those that are still fresh."
      />
      <SaveRow change={change} action="Save attribution" />
    </form>
  )
}
