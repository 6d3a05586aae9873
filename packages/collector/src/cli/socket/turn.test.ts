// The socket as both sides use it, in one process: who is found, what travels, and how a command ends early.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { realFile } from '../../storage/file-lock.ts'
import type { Terminal } from '../terminal.ts'
import { socketOf } from './address.ts'
import type { Reached } from './ask.ts'
import type { CarryOut } from './guest.ts'
import type { Here } from './messages.ts'
import { type Turn, turnAlone, turnOrCollector } from './turn.ts'

const collector: Here = { says: 'here', who: 'collector', name: 'serve', pid: 12, version: '1.2.3' }

function freshFile(...folders: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-turn-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, ...folders), { recursive: true })
  return realFile(join(folder, ...folders, 'farthing.sqlite'))
}

async function collectorAt(file: string, carryOut: CarryOut): Promise<Turn> {
  const turn = await turnAlone(file)
  onTestFinished(() => turn.free())
  await turn.announce(collector, carryOut)
  return turn
}

async function reached(file: string): Promise<Reached> {
  const found = await turnOrCollector(file)
  if ('free' in found) throw new Error('nobody is there')
  return found
}

/** A terminal that remembers. */
function listening(input = '') {
  const said: string[] = []
  const terminal: Terminal = {
    out: (line) => said.push(`out ${line}`),
    error: (line) => said.push(`error ${line}`),
    progress: (line) => said.push(`progress ${line}`),
    input: async () => input,
  }
  return { said, terminal }
}

const command = { name: 'site list', words: ['site', 'list'], folder: '/somewhere' }

/** What a command does until it is told to go on. */
function holdingUp() {
  const began = Promise.withResolvers<Terminal>()
  const goOn = Promise.withResolvers<void>()
  const ended: unknown[] = []
  const carryOut: CarryOut = async (_, terminal) => {
    began.resolve(terminal)
    await goOn.promise
    try {
      terminal.progress?.('half')
      ended.push('whole')
    } catch (error) {
      ended.push(error)
      terminal.error(String(error))
    }
    return ended[0] === 'whole' ? 0 : 1
  }
  return { carryOut, began: began.promise, goOn: goOn.resolve, ended }
}

describe('a command for a running collector', () => {
  it('brings its words, folder and input, and hears everything in order', async () => {
    const file = freshFile()
    await collectorAt(file, async (asked, terminal) => {
      terminal.out(JSON.stringify(asked))
      terminal.progress?.('half')
      terminal.error((await terminal.input()).trim())
      terminal.out(`\u2028${'long '.repeat(100_000)}`)
      return 3
    })
    const { said, terminal } = listening('what was typed\n')
    expect(await (await reached(file)).carryOut(command, terminal)).toBe(3)
    expect(said).toEqual([
      `out ${JSON.stringify({ says: 'command', ...command })}`,
      'progress half',
      'error what was typed',
      `out \u2028${'long '.repeat(100_000)}`,
    ])
  })

  it('is carried out beside others', async () => {
    const file = freshFile()
    await collectorAt(file, async (_, terminal) => {
      terminal.out(await terminal.input())
      return 0
    })
    const all = ['a', 'b', 'c'].map(listening)
    await Promise.all(all.map(async ({ terminal }) => (await reached(file)).carryOut(command, terminal)))
    expect(all.map(({ said }) => said)).toEqual([['out a'], ['out b'], ['out c']])
  })

  it('ends where it may when nobody waits for it any more', async () => {
    const file = freshFile()
    const { carryOut, began, goOn, ended } = holdingUp()
    const turn = await collectorAt(file, carryOut)
    const { leave, carryOut: ask } = await reached(file)
    const answer = ask(command, listening().terminal)
    const terminal = await began
    leave()
    await expect(answer).rejects.toThrow(/is gone/)
    await expect(terminal.input()).rejects.toThrow('Nobody waits')
    goOn()
    await turn.silence()
    expect(ended).toEqual([expect.objectContaining({ message: expect.stringContaining('Nobody waits') })])
  })

  it('is told when the collector is stopped, and is waited for until it may end', async () => {
    const file = freshFile()
    const { carryOut, began, goOn } = holdingUp()
    const turn = await collectorAt(file, carryOut)
    const { said, terminal } = listening()
    const answer = (await reached(file)).carryOut(command, terminal)
    await began
    const silent = turn.silence()
    goOn()
    await silent
    expect(await answer).toBe(1)
    expect(said).toEqual([expect.stringContaining('The collector is being stopped')])
  })

  it('hears nothing else than a command, and only one', async () => {
    const file = freshFile()
    const asked: string[] = []
    await collectorAt(file, async ({ name }) => {
      asked.push(name)
      return await new Promise<number>(() => undefined)
    })
    for (const sent of ['GET / HTTP/1.1\n', `${JSON.stringify({ says: 'command', ...command })}\n`.repeat(2)]) {
      const knocking = connect(socketOf(file))
      knocking.write(sent)
      await new Promise((resolve) => knocking.on('close', resolve).resume())
    }
    expect(asked).toEqual(['site list'])
  })
})

describe('the socket', () => {
  it('is for its owner only, whatever others may do with new files', async () => {
    const file = freshFile()
    const before = process.umask(0)
    onTestFinished(() => void process.umask(before))
    await collectorAt(file, async () => 0)
    expect(statSync(socketOf(file)).mode & 0o777).toBe(0o600)
    expect(process.umask()).toBe(0)
  })

  it('lies beside the database, also where its path is too long for a socket', async () => {
    const file = freshFile('so long a name of a folder'.repeat(4), 'and another one'.repeat(8))
    const turn = await collectorAt(file, async (_, terminal) => {
      terminal.out('reached')
      return 0
    })
    expect(statSync(socketOf(file)).isSocket()).toBe(true)
    const { said, terminal } = listening()
    await (await reached(file)).carryOut(command, terminal)
    expect(said).toEqual(['out reached'])
    await turn.free()
    expect(readdirSync(join(file, '..'))).toEqual(['farthing.sqlite.lock'])
  })

  it('is gone with its owner, and one that was left behind is replaced', async () => {
    const file = freshFile()
    writeFileSync(socketOf(file), '')
    const turn = await collectorAt(file, async () => 0)
    expect((await reached(file)).here).toEqual(collector)
    await turn.free()
    expect(readdirSync(join(file, '..'))).toEqual(['farthing.sqlite.lock'])
    const next = await turnOrCollector(file)
    expect('free' in next).toBe(true)
    if ('free' in next) await next.free()
  })

  it('refuses a database whose name is too long for any path', async () => {
    const turn = await turnAlone(join(freshFile(), '..', `${'name'.repeat(30)}.sqlite`))
    onTestFinished(() => turn.free())
    await expect(turn.announce(collector, null)).rejects.toThrow(/too long for a socket/)
  })
})
