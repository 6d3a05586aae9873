import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FromCaller, type FromHolder, heardFromCaller, heardFromHolder, inLines, lineOf } from './messages.ts'

describe('messages', () => {
  it.each<FromHolder>([
    { says: 'here', who: 'collector', name: 'serve', pid: 12, version: '0.1.0' },
    { says: 'out', line: 'two\nlines' },
    { says: 'error', line: '' },
    { says: 'progress', line: '[###   ]' },
    { says: 'input' },
    { says: 'done', code: 1 },
  ])('arrive as they were sent: $says', (message) => {
    expect(heardFromHolder(lineOf(message))).toEqual(message)
  })

  it('bring the words of a command, its folder, and what comes on standard input', () => {
    const command: FromCaller = {
      says: 'command',
      name: 'site set',
      words: ['site', 'set', '--name', 'é\n'],
      folder: '/a b',
    }
    expect(heardFromCaller(lineOf(command))).toEqual(command)
    expect(heardFromCaller(lineOf({ says: 'input', text: 'secret\n' }))).toEqual({ says: 'input', text: 'secret\n' })
  })

  it.each([
    ['no JSON', 'GET / HTTP/1.1'],
    ['nothing', ''],
    ['what only the other side says', '{"says":"done","code":0}'],
    ['words that are none', '{"says":"command","name":"x","words":"x","folder":"/"}'],
    ['a command without its folder', '{"says":"command","name":"x","words":["x"]}'],
  ])('are not understood: %s', (_, text) => {
    expect(heardFromCaller(text)).toBeUndefined()
  })
})

describe('lines', () => {
  const linesOf = (pieces: readonly string[]) => {
    const lines: string[] = []
    const take = inLines((line) => lines.push(line))
    for (const piece of pieces) take(piece)
    return lines
  }

  it('come whole, wherever the pieces end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 8 }),
        fc.array(fc.nat()),
        (texts, cuts) => {
          const messages = texts.map((line): FromHolder => ({ says: 'out', line }))
          const sent = messages.map(lineOf).join('')
          const ends = [...new Set(cuts.map((cut) => cut % (sent.length + 1)))].sort((a, b) => a - b)
          const pieces = [0, ...ends].map((from, at) => sent.slice(from, ends[at] ?? sent.length))
          expect(linesOf(pieces).map(heardFromHolder)).toEqual(messages)
        },
      ),
    )
  })

  it('end with a line feed and nothing else', () => {
    expect(linesOf(['a\r\u2028\u2029b', '\nbegun'])).toEqual(['a\r\u2028\u2029b'])
  })
})
