import { describe, expect, it, vi } from 'vitest'
import { withRoomForTheYoung } from './young-space.ts'

const collector = (changed: Partial<Parameters<typeof withRoomForTheYoung>[0]> = {}) => {
  const execve = vi.fn<NonNullable<NodeJS.Process['execve']>>()
  const argv = ['/bin/node', '/app/farthing.js', 'serve', '--port', '1']
  const process = {
    argv,
    execArgv: ['--inspect'],
    execPath: '/bin/node',
    env: {},
    connected: false,
    execve,
    ...changed,
  }
  withRoomForTheYoung(process)
  return execve
}

describe('the space for what is new', () => {
  it('is made larger for a collector, which keeps its arguments', () => {
    const [[file, args] = []] = collector().mock.calls
    expect(file).toBe('/bin/node')
    expect(args?.slice(0, 2)).toEqual(['/bin/node', '--inspect'])
    expect(args).toContain('--min-semi-space-size=16')
    expect(args?.slice(-4)).toEqual(['/app/farthing.js', 'serve', '--port', '1'])
  })

  it.each([
    ['another command', { argv: ['/bin/node', '/app/farthing.js', 'doctor'] }],
    ['one that was started with a size', { execArgv: ['--max-semi-space-size=8'] }],
    ['one whose surroundings chose a size', { env: { NODE_OPTIONS: '--max-semi-space-size=8' } }],
    ['one whose parent talks to it', { connected: true }],
  ])('stays as it is for %s', (_, changed) => {
    expect(collector(changed)).not.toHaveBeenCalled()
  })

  it('stays as it is where a process cannot be replaced', () => {
    expect(() => collector({ execve: undefined })).not.toThrow()
  })
})
