// Under which addresses the browser script is found: its names, one that never changes its content, and one for each site.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type ScriptSettings, siteIdSchema } from '@farthing/contract'
import { builtScript, type ScriptName, scriptNames } from './built-package.ts'
import type { Door } from './front-door.ts'
import { FOR_EVER, packed, type Script, sdkScript, sendScript } from './sdk-script.ts'
import { prefixFor } from './site-script.ts'

interface ScriptParts {
  /** Further addresses: `/s.js` → `f.js`. */
  names: ReadonlyMap<string, ScriptName>
  /** What the site set. A site that nobody knows has set nothing. */
  settingsOf: (siteId: string) => Promise<ScriptSettings>
  onError: (error: unknown) => void
}

/** So many sites' scripts are kept compressed. */
const MOST = 500

export function scriptDoors(parts: ScriptParts): Record<string, Door> {
  const files = scriptNames.map((name) => ({ name, file: builtScript(name) }))
  const doors = new Map(files.map(({ name, file }) => [name, doorOf(file, parts)]))
  const pinned = files.flatMap(({ name, file }) => (file === null ? [] : [pinnedOf(name, file)]))
  const named = [...scriptNames.map((name) => [`/${name}`, name] as const), ...parts.names]
  return {
    ...Object.fromEntries(named.map(([path, name]) => [path, doors.get(name) ?? doorOf(null, parts)])),
    ...Object.fromEntries(pinned.map(({ path, file }) => [path, sdkScript(file, FOR_EVER)])),
    '/f.json': listing(pinned),
  }
}

function doorOf(file: string | null, { settingsOf, onError }: ScriptParts): Door {
  const plain = sdkScript(file)
  if (file === null) return plain
  const code = readFileSync(file)
  const bySettings = new Map<string, Script>()
  const scriptFor = (siteId: string, settings: ScriptSettings): Script => {
    const prefix = prefixFor(siteId, settings)
    const known = bySettings.get(prefix)
    if (known) return known
    if (bySettings.size >= MOST) bySettings.clear()
    const made = packed(Buffer.concat([Buffer.from(prefix), code]))
    bySettings.set(prefix, made)
    return made
  }
  return (req, res) => {
    const siteId = new URL(req.url ?? '/', 'http://collector').searchParams.get('site')
    if (siteId === null || !siteIdSchema.safeParse(siteId).success) return plain(req, res)
    settingsOf(siteId)
      .catch((error: unknown) => {
        // Without its settings the script still counts.
        onError(error)
        return {}
      })
      .then((settings) => sendScript(req, res, scriptFor(siteId, settings)))
      .catch(onError)
  }
}

interface Pinned {
  name: ScriptName
  path: string
  file: string
  /** For `integrity` in the tag. */
  integrity: string
}

/** The version, and the content: a build that differs has another address. */
function pinnedOf(name: ScriptName, file: string): Pinned {
  const code = readFileSync(file)
  const digest = createHash('sha384').update(code).digest('base64')
  const version = versionOf(file)
  const mark = createHash('sha256').update(code).digest('hex').slice(0, 8)
  const path = `/${name.replace(/\.js$/, '')}-${version}-${mark}.js`
  return { name, path, file, integrity: `sha384-${digest}` }
}

function versionOf(file: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(file), '..', 'package.json'), 'utf8'))
  return manifest && typeof manifest === 'object' && 'version' in manifest ? String(manifest.version) : '0'
}

/** What to write into a tag that must never load anything else. */
function listing(pinned: readonly Pinned[]): Door {
  const body = JSON.stringify({ scripts: pinned.map(({ name, path, integrity }) => ({ name, path, integrity })) })
  const headers = {
    'content-type': 'application/json',
    'cache-control': 'no-cache',
    'access-control-allow-origin': '*',
  }
  return (_req, res) => void res.writeHead(200, headers).end(body)
}
