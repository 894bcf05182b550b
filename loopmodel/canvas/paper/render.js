// The drawing as SVG: elements are made once, kept by id, and touched only when what they show has changed.

import { items, nameOf } from './document.js'
import { HEIGHT, OUTLINES, WIDTH, arc, positions, wrapped } from './geometry.js'
import { percent, shown } from './numbers.js'

const SVG = 'http://www.w3.org/2000/svg'
const FAR = 0.62 // below this zoom names are larger and values left out

export function make(tag, attributes = {}, parent = null) {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  if (parent) parent.append(element)
  return element
}

export class Renderer {
  constructor(svg) {
    this.world = make('g', {}, svg)
    for (const layer of ['arcs', 'ties', 'nodes', 'labels', 'draft']) this[layer] = make('g', { class: layer }, this.world)
    this.kept = new Map() // key -> {element, signature}
    this.places = new Map() // link id -> where its label may stand, best first
    this.labelAt = new Map() // link id -> where it stands
  }

  // Draw what the editor holds: {doc, moved, selected, payload, view}
  draw(editor) {
    const { doc, view, moved } = editor
    this.world.setAttribute('transform', `translate(${view.x} ${view.y}) scale(${view.zoom})`)
    this.far = view.zoom < FAR
    this.world.classList.toggle('far', this.far)
    this.at = positions(doc)
    for (const [id, point] of moved) this.at.set(id, point)
    this.live = new Set()
    const nodes = new Map(items(doc, 'nodes').map(node => [node.id, node]))
    this.drawLinks(editor, nodes)
    this.drawTies(editor, nodes)
    for (const node of nodes.values()) this.drawNode(editor, node)
    for (const [key, { element }] of this.kept) {
      if (this.live.has(key)) continue
      element.remove()
      this.kept.delete(key)
      if (key.startsWith('a ')) this.places.delete(key.slice(2))
    }
  }

  // The element of a key in a layer, filled again only where the signature is new.
  patch(key, layer, attributes, signature, fill) {
    this.live.add(key)
    let found = this.kept.get(key)
    if (!found) this.kept.set(key, found = { element: make('g', attributes, this[layer]), signature: null })
    if (found.signature !== signature) {
      found.element.replaceChildren()
      fill(found.element)
      found.signature = signature
    }
    return found.element
  }

  drawNode({ payload, selected }, node) {
    const look = payload.roles[node.role] || payload.roles.content
    const problem = payload.problems[node.id]
    const values = `${shown(node.start ?? 0)} · keeps ${percent(node.retention ?? 1)}`
    const name = nameOf(node)
    const signature = [node.role, name, values, problem, this.far].join('\u0001')
    const element = this.patch(`n ${node.id}`, 'nodes', { 'data-id': node.id, tabindex: 0, role: 'button' }, signature, g => {
      make('path', { d: OUTLINES[look.shape], class: 'outline', 'fill-rule': 'evenodd' }, g)
      this.writeName(g, name, look.icon, values)
      make('circle', { cx: WIDTH / 2, cy: 0, r: 8, class: 'handle' }, g)
      make('path', { d: `M${WIDTH / 2 - 4} 0h8m-4-4v8`, class: 'handle-plus' }, g)
      if (problem) badge(g, WIDTH / 2 - 10, -HEIGHT / 2, problem)
    })
    element.setAttribute('class', `node role-${node.role}${selected.has(node.id) ? ' selected' : ''}${problem ? ' wrong' : ''}`)
    element.setAttribute('transform', `translate(${this.at.get(node.id)})`)
    const spoken = `${name}, ${look.says || node.role}: starts at ${shown(node.start ?? 0)}, keeps ${percent(node.retention ?? 1)}`
    element.setAttribute('aria-label', problem ? `${spoken}. Problem: ${problem}` : spoken)
    element.setAttribute('aria-pressed', selected.has(node.id))
  }

  writeName(g, name, icon, values) {
    const lines = this.far ? wrapped(name, 12) : wrapped(name)
    const step = this.far ? 22 : 14
    const top = this.far ? (lines.length === 1 ? 7 : -4) : (lines.length === 1 ? -3 : -10)
    lines.forEach((line, k) => {
      const text = make('text', { y: top + step * k, class: 'name' }, g)
      text.textContent = k || this.far ? line : `${icon} ${line}`
      if (/[^\x20-\x7e]|[MW@]{3}/.test(line) && text.getComputedTextLength() > WIDTH - 12) {
        text.setAttribute('textLength', WIDTH - 12)
        text.setAttribute('lengthAdjust', 'spacingAndGlyphs')
      }
    })
    if (!this.far) make('text', { y: lines.length === 1 ? 16 : 22, class: 'values' }, g).textContent = values
  }

  drawLinks({ doc, payload, selected }, nodes) {
    const beside = new Map()
    const drawn = []
    for (const link of items(doc, 'links')) {
      const [source, target] = [nodes.get(link.source), nodes.get(link.target)]
      if (!source || !target) continue
      const pair = `${link.source}\u0001${link.target}`
      const turn = beside.get(pair) || 0
      beside.set(pair, turn + 1)
      const shape = node => (payload.roles[node.role] || payload.roles.content).shape
      const [from, to] = [this.at.get(source.id), this.at.get(target.id)]
      this.drawArc(link, [from, to, shape(source), shape(target), turn], payload, selected)
      drawn.push([link, `${nameOf(source)} to ${nameOf(target)}`])
    }
    const weak = payload.weakest?.link
    this.spread(drawn.map(([link]) => link.id).sort((a, b) => (b === weak) - (a === weak)))
    for (const [link, names] of drawn) this.drawLabel(link, names, payload, selected)
  }

  // Labels stand where none stands yet, as far as their arcs allow; beyond a few hundred nobody reads them anyway.
  spread(ids) {
    this.labelAt = new Map()
    const size = this.far ? 1.5 : 1
    const taken = []
    const nodes = [...this.at.values()]
    for (const id of ids) {
      const places = this.places.get(id)
      const apart = (p, q, x, y) => Math.abs(p[0] - q[0]) > x || Math.abs(p[1] - q[1]) > y
      const clear = p => taken.every(q => apart(p, q, 66 * size, 26 * size)) && nodes.every(q => apart(p, q, 104, 44))
      const place = (ids.length < 400 && places.find(clear)) || places[0]
      taken.push(place)
      this.labelAt.set(id, place)
    }
  }

  drawArc(link, [from, to, fromShape, toShape, turn], payload, selected) {
    const classes = `link ${link.mode === 'converts' ? 'converts' : 'creates'}`
    const signature = [from, to, fromShape, toShape, turn, link.mode].join('\u0001')
    const element = this.patch(`a ${link.id}`, 'arcs', { 'data-id': link.id }, signature, g => {
      const drawn = from === to ? arc(from, from, fromShape, fromShape, turn) : arc(from, to, fromShape, toShape, turn)
      this.places.set(link.id, drawn.labels)
      make('path', { d: drawn.path, class: 'hit' }, g)
      make('path', { d: drawn.path, class: 'line' }, g)
      const d = link.mode === 'converts' ? 'M-11-6L0 0L-11 6' : 'M-11-6L0 0L-11 6Z'
      make('path', { d, class: 'tip', transform: `translate(${drawn.end}) rotate(${drawn.angle})` }, g)
    })
    const weak = payload.weakest && payload.weakest.link === link.id
    element.setAttribute('class', `${classes}${selected.has(link.id) ? ' selected' : ''}${weak ? ' weakest' : ''}`)
  }

  drawLabel(link, names, payload, selected) {
    const problem = payload.problems[link.id]
    const weak = payload.weakest && payload.weakest.link === link.id ? payload.weakest.text : ''
    const lag = Number.isFinite(link.lag) && link.lag > 0 ? ` ⏱${link.lag}` : ''
    const text = `${link.mode === 'converts' ? '→ ' : '× '}${shown(link.rate)}${lag}`
    const signature = [text, problem, weak, this.far].join('\u0001')
    const attributes = { 'data-id': link.id, 'data-label': '', tabindex: 0, role: 'button' }
    const element = this.patch(`l ${link.id}`, 'labels', attributes, signature, g => {
      const size = this.far ? 1.5 : 1
      const width = size * (14 + 7.2 * text.length)
      make('rect', { x: -width / 2, y: -12 * size, width, height: 24 * size, rx: 12 * size, class: 'pill' }, g)
      make('text', { y: 4.5 * size, class: 'rate' }, g).textContent = text
      if (weak) make('text', { y: this.far ? 37 : 27, class: 'weak-mark' }, g).textContent = '▲ weakest'
      if (problem) badge(g, width / 2, -10, problem)
    })
    element.setAttribute('class', `label${selected.has(link.id) ? ' selected' : ''}${weak ? ' weakest' : ''}${problem ? ' wrong' : ''}`)
    element.setAttribute('transform', `translate(${this.labelAt.get(link.id)})`)
    const verb = link.mode === 'converts' ? 'converts at' : 'creates'
    const spoken = `Link ${names}, ${verb} ${shown(link.rate)} a ${payload.period}${lag ? `, ${link.lag} later` : ''}`
    element.setAttribute('aria-label', [spoken, weak, problem && `Problem: ${problem}`].filter(Boolean).join('. '))
    element.setAttribute('aria-pressed', selected.has(link.id))
  }

  // Harms and needs: arrows that may end on an arrow.
  drawTies({ doc }, nodes) {
    const target = id => this.labelAt.get(id) || this.at.get(id)
    const ties = [
      ...items(doc, 'harms').map(harm => [harm.id, 'harm', harm.killer, harm.target]),
      ...items(doc, 'needs').map(need => [need.id, 'need', need.node, need.link]),
    ]
    for (const [id, kind, from, to] of ties) {
      const [start, end] = [nodes.has(from) && this.at.get(from), target(to)]
      if (!start || !end) continue
      const length = Math.hypot(end[0] - start[0], end[1] - start[1]) || 1
      const short = (length - (nodes.has(to) ? 58 : 38)) / length
      const tip = [0, 1].map(k => start[k] + (end[k] - start[k]) * Math.max(0.1, short))
      this.patch(`t ${id}`, 'ties', { class: kind }, [start, tip].join(), g => {
        make('path', { d: `M${start}L${tip}`, class: 'line' }, g)
        const mark = kind === 'harm' ? 'M-5-5L5 5M-5 5L5-5' : 'M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0'
        make('path', { d: mark, class: 'mark', transform: `translate(${tip})` }, g)
      })
    }
  }
}

function badge(parent, x, y, problem) {
  const g = make('g', { class: 'badge', transform: `translate(${x} ${y})` }, parent)
  make('circle', { r: 9 }, g)
  make('text', { y: 4.5 }, g).textContent = '!'
  make('title', {}, g).textContent = problem
}
