// A node: its outline, name, values and, while the projection plays, how full it is.

import { nameOf } from './document.js'
import { basisOf } from './fields.js'
import { HEIGHT, OUTLINES, WIDTH, wrapped } from './geometry.js'
import { percent, shown } from './numbers.js'
import { badge, make } from './svg.js'

export function drawNode(renderer, { payload, selected, hinted }, node) {
  const look = payload.roles[node.role] || payload.roles.content
  const problem = payload.problems[node.id]
  const measured = ['start', 'retention'].some(name => basisOf(node[name]) === 'measured') ? ' ✓' : ''
  const lens = payload.lens?.of[node.id]
  const values = lens ? `keeps ${percent(node.retention ?? 1)}: ${lens.text}` : `${shown(node.start ?? 0)} · keeps ${percent(node.retention ?? 1)}${measured}`
  const name = nameOf(node)
  const signature = [node.role, name, values, problem, renderer.far].join('\u0001')
  const element = renderer.patch(`n ${node.id}`, 'nodes', { 'data-id': node.id, tabindex: 0, role: 'button' }, signature, g => {
    make('path', { d: OUTLINES[look.shape], class: 'outline', 'fill-rule': 'evenodd' }, g)
    make('path', { d: OUTLINES[look.shape], class: 'rim' }, g)
    const level = make('g', { 'clip-path': `url(#in-${look.shape})`, class: 'level' }, g)
    make('rect', { x: -WIDTH / 2, y: HEIGHT / 2, width: WIDTH, height: 0 }, level)
    writeName(renderer, g, name, look.icon, values)
    make('circle', { cx: WIDTH / 2, cy: 0, r: 8, class: 'handle' }, g)
    make('path', { d: `M${WIDTH / 2 - 4} 0h8m-4-4v8`, class: 'handle-plus' }, g)
    if (problem) badge(g, WIDTH / 2 - 10, -HEIGHT / 2, problem)
  })
  element.setAttribute('class', `node role-${node.role}${selected.has(node.id) ? ' selected' : ''}${problem ? ' wrong' : ''}${hinted === node.id ? ' target' : ''}`)
  element.setAttribute('transform', `translate(${renderer.at.get(node.id)})`)
  const spoken = `${name}, ${look.says || node.role}: starts at ${shown(node.start ?? 0)}, keeps ${percent(node.retention ?? 1)}`
  const weighed = lens ? `. ${payload.lens.name} of what it keeps: ${lens.text}` : ''
  element.setAttribute('aria-label', problem ? `${spoken}${weighed}. Problem: ${problem}` : spoken + weighed)
  element.setAttribute('aria-pressed', selected.has(node.id))
}

function writeName(renderer, g, name, icon, values) {
  const { far } = renderer
  const lines = far ? wrapped(name, 12) : wrapped(name)
  const step = far ? 22 : 14
  const top = far ? (lines.length === 1 ? 7 : -4) : (lines.length === 1 ? -3 : -10)
  lines.forEach((line, k) => {
    const text = make('text', { y: top + step * k, class: 'name' }, g)
    text.textContent = k || far ? line : `${icon} ${line}`
    if (/[^\x20-\x7e]|[MW@]{3}/.test(line) && text.getComputedTextLength() > WIDTH - 12) {
      text.setAttribute('textLength', WIDTH - 12)
      text.setAttribute('lengthAdjust', 'spacingAndGlyphs')
    }
  })
  if (!far) make('text', { y: lines.length === 1 ? 16 : 22, class: 'values' }, g).textContent = values
}

// A node at a moment of the projection: its amount, and its level as a share of the most it can or will hold.
export function fillNode(renderer, id, amount, most) {
  const element = renderer.kept.get(`n ${id}`)?.element
  if (!element) return
  const height = HEIGHT * Math.max(0, Math.min(1, most > 0 ? amount / most : 0))
  const rect = element.querySelector('.level rect')
  rect.setAttribute('y', HEIGHT / 2 - height)
  rect.setAttribute('height', height)
  const text = element.querySelector('.values')
  if (text) text.textContent = shown(amount)
}
