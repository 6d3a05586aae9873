// A picture of the chart as a PNG. The content security policy allows no image made of text, so its shapes are drawn again.
const SCALE = 2
const MARGIN = 24
const TITLE = 40

export function savePicture(section: HTMLElement, title: string): void {
  const svg = section.querySelector<SVGSVGElement>('.chart-box svg')
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  if (svg === null || context === null) return
  const { width, height } = svg.getBoundingClientRect()
  canvas.width = (width + 2 * MARGIN) * SCALE
  canvas.height = (height + 2 * MARGIN + TITLE) * SCALE
  context.scale(SCALE, SCALE)
  const style = getComputedStyle(section)
  context.fillStyle = style.backgroundColor
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = style.color
  context.font = `600 18px ${style.fontFamily}`
  context.fillText(title, MARGIN, MARGIN + 16)
  context.translate(MARGIN, MARGIN + TITLE)
  for (const shape of svg.querySelectorAll('*')) draw(context, shape)
  canvas.toBlob((blob) => {
    if (blob !== null) save(blob, `${title}.png`)
  })
}

function draw(context: CanvasRenderingContext2D, shape: Element): void {
  const style = getComputedStyle(shape)
  context.globalAlpha = Number(style.opacity)
  if (shape instanceof SVGTextElement) {
    context.font = `${style.fontSize} ${style.fontFamily}`
    context.fillStyle = style.fill
    context.textAlign = style.textAnchor === 'end' ? 'right' : style.textAnchor === 'middle' ? 'center' : 'left'
    context.fillText(shape.textContent ?? '', numberOf(shape, 'x'), numberOf(shape, 'y'))
    return
  }
  const path = pathOf(shape)
  if (path === null) return
  if (style.fill !== 'none') {
    context.fillStyle = style.fill
    context.fill(path)
  }
  if (style.stroke === 'none') return
  context.strokeStyle = style.stroke
  context.lineWidth = Number.parseFloat(style.strokeWidth)
  context.setLineDash(
    style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(/[ ,]+/).map(Number.parseFloat),
  )
  context.stroke(path)
}

function pathOf(shape: Element): Path2D | null {
  const of = (name: string) => numberOf(shape, name)
  const path = new Path2D(shape instanceof SVGPathElement ? (shape.getAttribute('d') ?? '') : undefined)
  if (shape instanceof SVGPathElement) return path
  if (shape instanceof SVGRectElement) path.roundRect(of('x'), of('y'), of('width'), of('height'), of('rx'))
  else if (shape instanceof SVGCircleElement) path.arc(of('cx'), of('cy'), of('r'), 0, 2 * Math.PI)
  else if (shape instanceof SVGLineElement) {
    path.moveTo(of('x1'), of('y1'))
    path.lineTo(of('x2'), of('y2'))
  } else return null
  return path
}

const numberOf = (shape: Element, name: string): number => Number(shape.getAttribute(name) ?? 0)

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
