// The curve while a number is pulled, in the place and the clothes of the chart it stands in for.

import { marks } from './preview.js'
import { shown } from './numbers.js'
import { make } from './svg.js'

export const MARGIN = { left: 54, right: 132, top: 22, bottom: 42 } // those of figures/projection.py
export const HEIGHT = 290
const DASH = { solid: '', dash: '9 6', dot: '2 5', dashdot: '9 5 2 5', longdash: '14 6' }

// Fill an svg of that size with lines [{name, role, dash, y}] over periods.
export function drawCurve(svg, { lines, periods, log, period }, width, height) {
  svg.replaceChildren()
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`)
  const { left, right, top, bottom } = MARGIN
  const [wide, high] = [width - left - right, height - top - bottom]
  const most = Math.max(0, ...lines.flatMap(line => line.y))
  const least = log ? Math.min(...lines.flatMap(line => line.y).filter(y => y > 0), most) : 0
  const last = periods.at(-1) || 1
  const scale = log
    ? y => (Math.log10(Math.max(y, least)) - Math.log10(least)) / Math.max(1e-9, Math.log10(most) - Math.log10(least))
    : y => (most > 0 ? y / (1.05 * most) : 0)
  const [x, y] = [t => left + (wide * t) / last, value => top + high * (1 - scale(value))]
  const ticks = log ? [least, most] : marks(1.05 * most)
  for (const mark of ticks) {
    make('path', { d: `M${left} ${y(mark)}H${left + wide}`, class: 'grid' }, svg)
    make('text', { x: left - 6, y: y(mark) + 4, class: 'tick' }, svg).textContent = tick(mark)
  }
  for (const t of marks(last)) make('text', { x: x(t), y: top + high + 16, class: 'foot' }, svg).textContent = shown(t)
  make('text', { x: left + wide / 2, y: top + high + 35, class: 'foot' }, svg).textContent = period
  labels(lines.map(line => drawLine(svg, line, periods, x, y)), high, svg, left + wide)
}

// As the chart writes them: 20k.
const tick = value => (value >= 1000 && value < 1e6 ? `${Number((value / 1000).toPrecision(3))}k` : shown(value))

function drawLine(svg, line, periods, x, y) {
  const d = `M${line.y.map((value, k) => `${x(periods[k]).toFixed(1)} ${y(value).toFixed(1)}`).join('L')}`
  make('path', { d, class: `line role-${line.role}`, 'stroke-dasharray': DASH[line.dash] || '' }, svg)
  return { line, at: y(line.y.at(-1)) }
}

// Names at the ends of the lines, moved apart where two would touch.
function labels(ends, high, svg, x) {
  let lowest = Infinity
  for (const { line, at } of [...ends].sort((a, b) => b.at - a.at)) {
    lowest = Math.min(at, lowest - 15)
    const name = line.name.length <= 13 ? line.name : `${line.name.slice(0, 12)}…`
    make('text', { x: x + 4, y: lowest + 4, class: `end role-${line.role}` }, svg).textContent = `${name} ${shown(line.y.at(-1))}`
  }
}
