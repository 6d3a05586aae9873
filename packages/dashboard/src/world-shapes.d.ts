// The shapes of the world, as the build reckons them (world-shapes.ts beside vite.config.ts).
declare module 'virtual:world-shapes' {
  export const width: number
  export const height: number
  export const lands: Array<{ code: string; path: string }>
  export const middles: Array<{ code: string; x: number; y: number }>
}
