// What the stories of the whole use of this folder: every page, and the judgement of how it looks.
export { judge, type Look, looks } from './judge.ts'
export { startPreview } from './preview-server.ts'
export { type Shot, shots } from './shots.ts'
