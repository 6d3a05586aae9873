// A shape of an SVG, drawn again on a canvas with the look that the style sheets gave it.

export function paintShape(
  context: CanvasRenderingContext2D,
  shape: SVGGraphicsElement,
  style: CSSStyleDeclaration,
): void {
  const place = shape.getScreenCTM()
  const path = pathOf(shape)
  if (place === null) return
  context.save()
  context.transform(place.a, place.b, place.c, place.d, place.e, place.f)
  if (shape instanceof SVGTextElement) paintLabel(context, shape, style)
  else if (path !== null) fillAndStroke(context, path, style)
  context.restore()
}

function paintLabel(context: CanvasRenderingContext2D, text: SVGTextElement, style: CSSStyleDeclaration): void {
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  context.fillStyle = style.fill
  context.textAlign = style.textAnchor === 'end' ? 'right' : style.textAnchor === 'middle' ? 'center' : 'left'
  context.fillText(text.textContent ?? '', numberOf(text, 'x'), numberOf(text, 'y'))
}

function fillAndStroke(context: CanvasRenderingContext2D, path: Path2D, style: CSSStyleDeclaration): void {
  if (style.fill !== 'none') {
    context.fillStyle = style.fill
    context.fill(path)
  }
  if (style.stroke === 'none') return
  context.strokeStyle = style.stroke
  context.lineWidth = Number.parseFloat(style.strokeWidth)
  const dashes = style.strokeDasharray
  context.setLineDash(dashes === 'none' ? [] : dashes.split(/[ ,]+/).map(Number.parseFloat))
  context.stroke(path)
}

function pathOf(shape: SVGGraphicsElement): Path2D | null {
  const of = (name: string) => numberOf(shape, name)
  if (shape instanceof SVGPathElement) return new Path2D(shape.getAttribute('d') ?? '')
  const path = new Path2D()
  if (shape instanceof SVGRectElement) path.roundRect(of('x'), of('y'), of('width'), of('height'), of('rx'))
  else if (shape instanceof SVGCircleElement) path.arc(of('cx'), of('cy'), of('r'), 0, 2 * Math.PI)
  else if (shape instanceof SVGLineElement) {
    path.moveTo(of('x1'), of('y1'))
    path.lineTo(of('x2'), of('y2'))
  } else return null
  return path
}

const numberOf = (shape: Element, name: string): number => Number(shape.getAttribute(name) ?? 0)
