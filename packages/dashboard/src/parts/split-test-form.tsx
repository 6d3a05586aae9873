// The form that makes a split test: its name in the page's code, its sides with their weights, and what counts.
import type { Site } from '@farthing/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { splitTestsApi, testsKey } from '../split-test-api.ts'
import { type DraftSide, slugOf, writeTest } from '../split-tests.ts'
import { Field } from './field.tsx'
import { ReportCard } from './report-card.tsx'
import { SaveRow } from './save-row.tsx'

const MOST_SIDES = 8
const twoSides: DraftSide[] = [
  { id: 0, name: 'control', weight: '1' },
  { id: 1, name: '', weight: '1' },
]

export function SplitTestForm({ site }: { site: Site }) {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [goal, setGoal] = useState('payment')
  const [sides, setSides] = useState(twoSides)
  const add = useMutation({
    mutationFn: () => splitTestsApi.add(site.id, writeTest(name, goal, sides)),
    onSuccess: () => {
      setName('')
      setSides(twoSides)
      return client.invalidateQueries({ queryKey: testsKey(site.id) })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate()
  }
  return (
    <ReportCard title="New split test" look="wide" about="A draft: nobody sees it until you start it">
      <form className="stack" onSubmit={submit}>
        <div className="two">
          <Field
            label="Name"
            name="testName"
            placeholder="price"
            required
            maxLength={40}
            value={name}
            onChange={({ target }) => setName(target.value)}
            hint={
              name === '' ? 'The page asks by it. A name is never used again.' : `The page asks for '${slugOf(name)}'.`
            }
          />
          <Field
            label="What converts"
            name="testGoal"
            required
            value={goal}
            onChange={({ target }) => setGoal(target.value)}
            hint="payment, payment:prod_…, event:Signup or page:/thanks"
          />
        </div>
        <Sides sides={sides} put={setSides} />
        <SaveRow change={add} action="Make the draft" done="Made: start it above" look="button primary" />
      </form>
    </ReportCard>
  )
}

function Sides({ sides, put }: { sides: DraftSide[]; put: (sides: DraftSide[]) => void }) {
  const change = (id: number, part: Partial<DraftSide>) =>
    put(sides.map((side) => (side.id === id ? { ...side, ...part } : side)))
  const next = Math.max(...sides.map(({ id }) => id)) + 1
  return (
    <fieldset className="test-sides">
      <legend>Sides; the others are compared with the first</legend>
      {sides.map((side, index) => (
        <div key={side.id} className="test-side">
          <input
            aria-label={`Name of side ${index + 1}`}
            placeholder={index === 0 ? 'control' : 'higher'}
            required
            maxLength={40}
            value={side.name}
            onChange={({ target }) => change(side.id, { name: target.value })}
          />
          <input
            aria-label={`Weight of side ${index + 1}`}
            type="number"
            min={1}
            max={1000}
            step={1}
            required
            value={side.weight}
            onChange={({ target }) => change(side.id, { weight: target.value })}
          />
          <button
            type="button"
            className="button quiet small"
            aria-label={`Remove side ${index + 1}`}
            disabled={sides.length === 2}
            onClick={() => put(sides.filter(({ id }) => id !== side.id))}
          >
            ×
          </button>
        </div>
      ))}
      <div>
        <button
          type="button"
          className="button small"
          disabled={sides.length >= MOST_SIDES}
          onClick={() => put([...sides, { id: next, name: '', weight: '1' }])}
        >
          Add a side
        </button>
      </div>
    </fieldset>
  )
}
