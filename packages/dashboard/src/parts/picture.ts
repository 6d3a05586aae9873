// A picture of a panel as a PNG. The content security policy allows no image made of text, so what is on the screen is drawn
// again: boxes, words and shapes, without what is only there to be clicked.
import { paintShape } from './paint-shape.ts'
import { paintWords } from './paint-words.ts'
import { saveFile } from './save-file.ts'

const SCALE = 2
const MARGIN = 24
const TITLE = 44
const LEFT_OUT =
  '.export, .all-figures, .chart-tools, .unseen, .chart-table, .more, .cursor, .tip, [role=tab][aria-selected=false], option'

export function savePicture(section: HTMLElement, title: string): void {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  if (context === null) return
  const box = section.getBoundingClientRect()
  canvas.width = (box.width + 2 * MARGIN) * SCALE
  canvas.height = (box.height + 2 * MARGIN + TITLE) * SCALE
  context.scale(SCALE, SCALE)
  const page = getComputedStyle(document.body)
  context.fillStyle = page.backgroundColor
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = page.color
  context.font = `600 18px ${page.fontFamily}`
  context.fillText(title, MARGIN, MARGIN + 18)
  context.translate(MARGIN - box.left, MARGIN + TITLE - box.top)
  paint(context, section)
  canvas.toBlob((blob) => {
    if (blob !== null) saveFile(`${title}.png`, blob, 'image/png')
  })
}

function paint(context: CanvasRenderingContext2D, element: Element): void {
  const style = getComputedStyle(element)
  if (element.matches(LEFT_OUT) || style.display === 'none' || style.visibility === 'hidden') return
  context.save()
  context.globalAlpha *= Number(style.opacity)
  if (element instanceof SVGGraphicsElement) paintShape(context, element, style)
  else paintBox(context, element, style)
  if (element instanceof HTMLSelectElement) paintChoice(context, element, style)
  for (const child of element.childNodes) {
    if (child instanceof Text && element instanceof HTMLElement) paintWords(context, child, style)
    if (child instanceof Element) paint(context, child)
  }
  context.restore()
}

function paintBox(context: CanvasRenderingContext2D, element: Element, style: CSSStyleDeclaration): void {
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
  context.fillStyle = style.backgroundColor
  context.beginPath()
  context.roundRect(left, top, width, height, Number.parseFloat(style.borderTopLeftRadius) || 0)
  context.fill()
  if (style.borderTopWidth !== '0px' && style.borderTopWidth === style.borderLeftWidth) {
    // All around: it follows the corners.
    context.strokeStyle = style.borderTopColor
    context.lineWidth = Number.parseFloat(style.borderTopWidth)
    context.stroke()
    return
  }
  const sides = [
    [style.borderTopWidth, style.borderTopColor, left, top, right, top],
    [style.borderBottomWidth, style.borderBottomColor, left, bottom, right, bottom],
    [style.borderLeftWidth, style.borderLeftColor, left, top, left, bottom],
  ] as const
  for (const [thick, color, ...line] of sides) {
    if (thick !== '0px') stroke(context, Number.parseFloat(thick), color, line)
  }
}

type Ends = readonly [fromX: number, fromY: number, toX: number, toY: number]

function stroke(context: CanvasRenderingContext2D, thick: number, color: string, [fromX, fromY, toX, toY]: Ends): void {
  context.strokeStyle = color
  context.lineWidth = thick
  context.beginPath()
  context.moveTo(fromX, fromY)
  context.lineTo(toX, toY)
  context.stroke()
}

/** What is chosen of a list is no text of the page: it is written where the list stands. */
function paintChoice(context: CanvasRenderingContext2D, list: HTMLSelectElement, style: CSSStyleDeclaration): void {
  const { left, top, height } = list.getBoundingClientRect()
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  context.fillStyle = style.color
  context.textBaseline = 'middle'
  context.fillText(list.selectedOptions[0]?.text ?? '', left + Number.parseFloat(style.paddingLeft), top + height / 2)
  context.textBaseline = 'alphabetic'
}
