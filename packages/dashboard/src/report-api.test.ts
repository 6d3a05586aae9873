// What the collector is asked is what its contract reads.
import { reportQuerySchema } from '@farthing/contract'
import { expect, it } from 'vitest'
import { reportPath } from './report-api.ts'

const days = { from: '2026-11-01', to: '2026-11-20', mode: 'live' as const }

it('asks for no more than is needed', () => {
  expect(reportPath('site_a', 'channels', days)).toBe(
    '/api/sites/site_a/reports/channels?from=2026-11-01&to=2026-11-20&mode=live',
  )
})

it('is read by the contract as it was meant', () => {
  const filters = [
    { dimension: 'channels' as const, operator: 'is' as const, values: ['A|B', null] },
    { dimension: 'pages' as const, operator: 'contains' as const, values: ['/a b'] },
  ]
  const asked = { ...days, filters, model: 'linear' as const, compare: 'year' as const, goal: 'event:Sign up' }
  const { searchParams } = new URL(reportPath('site_a', 'overview', asked, 'csv'), 'http://localhost')
  const query = { ...Object.fromEntries(searchParams), filter: searchParams.getAll('filter') }
  expect(reportQuerySchema.parse(query)).toMatchObject({
    ...days,
    filter: filters,
    model: 'linear',
    compare: 'year',
    goal: { kind: 'event', name: 'Sign up' },
    format: 'csv',
  })
})

it('asks by a property, whatever it is called', () => {
  expect(new URL(reportPath('site_a', 'props/plan/kind & so', days), 'http://localhost').pathname).toBe(
    '/api/sites/site_a/reports/props/plan%2Fkind%20%26%20so',
  )
})

it('asks for each step of a funnel', () => {
  const path = reportPath('site_a', 'funnel', { ...days, steps: ['page:/pricing', 'payment'] })
  expect(new URL(path, 'http://localhost').searchParams.getAll('step')).toEqual(['page:/pricing', 'payment'])
})

it('asks for what the pages told only where it is shown', () => {
  const path = reportPath('site_a', 'channels', { ...days, extras: ['client'] })
  expect(new URL(path, 'http://localhost').searchParams.getAll('with')).toEqual(['client'])
  expect(reportPath('site_a', 'channels', { ...days })).not.toContain('with')
})
