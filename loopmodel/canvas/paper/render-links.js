// Links: arcs as thick as their flow, with marks for their lag, and labels that stand clear of nodes and each other.

import { items, nameOf } from './document.js'
import { basisOf } from './fields.js'
import { arc } from './geometry.js'
import { shown } from './numbers.js'
import { badge, make } from './svg.js'

const THIN = 1.6
const THICK = 6.5

export function drawLinks(renderer, scene, nodes) {
  const { doc, payload } = scene
  const beside = new Map()
  const found = []
  const most = Math.max(0, ...Object.values(scene.flows))
  for (const link of items(doc, 'links')) {
    const [source, target] = [nodes.get(link.source), nodes.get(link.target)]
    if (!source || !target) continue
    const pair = `${link.source}\u0001${link.target}`
    const turn = beside.get(pair) || 0
    beside.set(pair, turn + 1)
    const shape = node => (payload.roles[node.role] || payload.roles.content).shape
    const [from, to] = [renderer.at.get(source.id), renderer.at.get(target.id)]
    drawArc(renderer, scene, link, [from, to, shape(source), shape(target), turn])
    thicken(renderer, link.id, scene.flows[link.id] || 0, most)
    found.push([link, `${nameOf(source)} to ${nameOf(target)}`])
  }
  const weak = payload.weakest?.link
  spread(renderer, found.map(([link]) => link.id).sort((a, b) => (b === weak) - (a === weak)))
  for (const [link, names] of found) drawLabel(renderer, scene, link, names)
}

// As thick as what flows through it, of the most that flows anywhere.
export function thicken(renderer, id, flow, most) {
  const line = renderer.kept.get(`a ${id}`)?.element.querySelector('.line')
  if (line) line.style.strokeWidth = `${(THIN + (THICK - THIN) * Math.sqrt(most > 0 ? Math.min(1, flow / most) : 0)).toFixed(2)}px`
}

// Labels stand where none stands yet, as far as their arcs allow; beyond a few hundred nobody reads them anyway.
function spread(renderer, ids) {
  renderer.labelAt = new Map()
  const size = renderer.far ? 1.5 : 1
  const taken = []
  const nodes = [...renderer.at.values()]
  const apart = (p, q, x, y) => Math.abs(p[0] - q[0]) > x || Math.abs(p[1] - q[1]) > y
  for (const id of ids) {
    const places = renderer.arcOf.get(id).labels
    const clear = p => taken.every(q => apart(p, q, 66 * size, 26 * size)) && nodes.every(q => apart(p, q, 104, 44))
    const place = (ids.length < 400 && places.find(clear)) || places[0]
    taken.push(place)
    renderer.labelAt.set(id, place)
  }
}

function drawArc(renderer, { payload, selected, lit, strongest }, link, [from, to, fromShape, toShape, turn]) {
  const converts = link.mode === 'converts'
  const lag = Number.isFinite(link.lag) ? Math.min(3, link.lag) : 0
  const signature = [from, to, fromShape, toShape, turn, link.mode, lag].join('\u0001')
  const element = renderer.patch(`a ${link.id}`, 'arcs', { 'data-id': link.id }, signature, g => {
    const drawn = from === to ? arc(from, from, fromShape, fromShape, turn) : arc(from, to, fromShape, toShape, turn)
    renderer.arcOf.set(link.id, drawn)
    make('path', { d: drawn.path, class: 'halo' }, g)
    make('path', { d: drawn.path, class: 'hit' }, g)
    make('path', { d: drawn.path, class: 'line' }, g)
    for (const [x, y, angle] of drawn.ticks.slice(0, lag)) make('path', { d: 'M0-8V8', class: 'tick', transform: `translate(${x} ${y}) rotate(${angle})` }, g)
    const d = converts ? 'M-11-6L0 0L-11 6' : 'M-11-6L0 0L-11 6Z'
    make('path', { d, class: 'tip', transform: `translate(${drawn.end}) rotate(${drawn.angle})` }, g)
  })
  const weight = payload.lens?.of[link.id]?.strength
  element.querySelector('.halo').style.cssText = weight ? `stroke: color-mix(in srgb, var(--st-primary-color) 30%, transparent); stroke-width: ${6 + 26 * weight}px` : ''
  const weak = payload.weakest?.link === link.id
  const classes = ['link', converts ? 'converts' : 'creates', selected.has(link.id) && 'selected', weak && 'weakest', strongest.has(link.id) && 'strongest', lit.has(link.id) && 'lit']
  element.setAttribute('class', classes.filter(Boolean).join(' '))
}

// What a label says: the mode, the rate, its range where it has one, the lag, and a tick where it was measured.
function text(link) {
  const lag = Number.isFinite(link.lag) && link.lag > 0 ? ` ⏱${link.lag}` : ''
  const basis = { measured: ' ✓', benchmark: ' ≈' }[basisOf(link.rate)] || ''
  return `${link.mode === 'converts' ? '→ ' : '× '}${shown(link.rate)}${basis}${lag}`
}

function drawLabel(renderer, { payload, selected, hinted }, link, names) {
  const problem = payload.problems[link.id]
  const weak = payload.weakest?.link === link.id ? payload.weakest.text : ''
  const said = text(link)
  const lens = payload.lens?.of[link.id]
  const { far } = renderer
  const signature = [said, problem, weak, far, lens?.text].join('\u0001')
  const attributes = { 'data-id': link.id, 'data-label': '', tabindex: 0, role: 'button' }
  const element = renderer.patch(`l ${link.id}`, 'labels', attributes, signature, g => {
    const size = far ? 1.5 : 1
    const width = size * (14 + 7.2 * said.length)
    make('rect', { x: -width / 2, y: -12 * size, width, height: 24 * size, rx: 12 * size, class: 'pill' }, g)
    make('text', { y: 4.5 * size, class: 'rate' }, g).textContent = said
    if (weak) weakMark(g, size)
    if (lens) make('text', { y: -17 * size, class: 'lens' }, g).textContent = lens.text
    if (problem) badge(g, width / 2, -10, problem)
  })
  const basis = basisOf(link.rate)
  const classes = ['label', `basis-${basis}`, selected.has(link.id) && 'selected', weak && 'weakest', problem && 'wrong', hinted === link.id && 'target']
  element.setAttribute('class', classes.filter(Boolean).join(' '))
  element.setAttribute('transform', `translate(${renderer.labelAt.get(link.id)})`)
  const verb = link.mode === 'converts' ? 'converts at' : 'creates'
  const lag = Number.isFinite(link.lag) && link.lag > 0 ? `, ${link.lag} later` : ''
  const spoken = `Link ${names}, ${verb} ${shown(link.rate)} a ${payload.period}${lag}, ${basis === 'measured' ? 'measured' : `a ${basis}`}`
  element.setAttribute('aria-label', [spoken, lens && `${payload.lens.name}: ${lens.text}`, weak, problem && `Problem: ${problem}`].filter(Boolean).join('. '))
  element.setAttribute('aria-pressed', selected.has(link.id))
}

function weakMark(g, size) {
  const mark = make('g', { class: 'weak-mark', transform: `translate(0 ${22 * size}) scale(${size})` }, g)
  make('rect', { x: -33, y: -8, width: 66, height: 16, rx: 8 }, mark)
  make('text', { y: 4 }, mark).textContent = '▲ weakest'
}

// A label while its number is pulled.
export function relabel(renderer, link, value) {
  const label = renderer.kept.get(`l ${link.id}`)
  if (!label) return
  const said = text({ ...link, rate: value })
  label.element.querySelector('.rate').textContent = said
  const pill = label.element.querySelector('.pill')
  const width = (renderer.far ? 1.5 : 1) * (14 + 7.2 * said.length)
  pill.setAttribute('x', -width / 2)
  pill.setAttribute('width', width)
}
