// Reads source files for tests about the source itself: what each imports, and its text without comments.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

interface Import {
  /** As written: `./store.ts`, `express`. */
  from: string
  /** The file it means, relative to the folder that was read; null for a package. */
  file: string | null
  typeOnly: boolean
}

export interface SourceFile {
  /** Relative to the folder that was read, with `/`. */
  path: string
  text: string
  /** Without comments, so that a comment may mention what the code may not use. */
  code: string
  imports: Import[]
}

const statement = /^\s*(?:import|export)\s+(type\s+)?(?:[\w\s{},*$]*?\sfrom\s+)?['"]([^'"]+)['"]/gm
const dynamic = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

export const isTest = (path: string): boolean =>
  /\.(test|spec)\.[cm]?[jt]sx?$/.test(path) || /(^|\/)testing\//.test(path)

export function sourceFiles(folder: string, pattern: string): SourceFile[] {
  const paths = globSync(pattern, { cwd: folder, exclude: ['**/node_modules', '**/dist'] })
  return paths
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path))
    .sort()
    .map((path) => read(folder, path))
}

function read(folder: string, path: string): SourceFile {
  const text = readFileSync(join(folder, path), 'utf8')
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
  const meant = (from: string) =>
    from.startsWith('.') ? normalize(join(dirname(path), from)).replaceAll('\\', '/') : null
  const found = [
    ...[...code.matchAll(statement)].map(([, type, from = '']) => ({ from, typeOnly: type !== undefined })),
    ...[...code.matchAll(dynamic)].map(([, from = '']) => ({ from, typeOnly: false })),
  ]
  return { path, text, code, imports: found.map((one) => ({ ...one, file: meant(one.from) })) }
}
