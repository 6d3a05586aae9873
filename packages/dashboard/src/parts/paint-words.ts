// The words of a text node, drawn again on a canvas where the browser has put them, line by line.

interface Line {
  text: string
  left: number
  right: number
  top: number
}

export function paintWords(context: CanvasRenderingContext2D, node: Text, style: CSSStyleDeclaration): void {
  context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  context.letterSpacing = style.letterSpacing === 'normal' ? '0px' : style.letterSpacing
  context.fillStyle = style.color
  context.textBaseline = 'alphabetic'
  for (const line of linesOf(node)) {
    const end = style.textAlign === 'right' || style.textAlign === 'end'
    const { fontBoundingBoxAscent: ascent } = context.measureText(line.text)
    const text = fitting(context, line.text, widthFor(node, line))
    context.textAlign = end ? 'right' : 'left'
    context.fillText(text, end ? line.right : line.left, line.top + ascent)
    if (style.textDecorationLine.includes('line-through')) {
      context.fillRect(line.left, line.top + ascent * 0.7, line.right - line.left, 1)
    }
  }
}

function linesOf(node: Text): Line[] {
  const range = document.createRange()
  const lines: Line[] = []
  for (const word of node.data.matchAll(/\S+/g)) {
    range.setStart(node, word.index)
    range.setEnd(node, word.index + word[0].length)
    const [box] = range.getClientRects()
    if (box === undefined || box.width === 0) continue
    const last = lines.at(-1)
    if (last !== undefined && Math.abs(last.top - box.top) < 2) {
      last.text += ` ${word[0]}`
      last.right = box.right
    } else lines.push({ text: word[0], left: box.left, right: box.right, top: box.top })
  }
  return lines
}

/** Where the style sheet cuts a name short, the picture does too. */
function widthFor(node: Text, { left }: Line): number {
  const { parentElement: parent } = node
  if (parent === null || getComputedStyle(parent).textOverflow !== 'ellipsis') return Number.POSITIVE_INFINITY
  return parent.scrollWidth > parent.clientWidth
    ? parent.getBoundingClientRect().right - left
    : Number.POSITIVE_INFINITY
}

function fitting(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text
  let shorter = text
  while (shorter.length > 1 && context.measureText(`${shorter}…`).width > width) shorter = shorter.slice(0, -1)
  return `${shorter}…`
}
