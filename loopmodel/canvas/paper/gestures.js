// Pointer gestures on the paper: select, move, connect, pan, box, pinch, zoom; mouse, pen and touch alike.

import { isNode, place } from './document.js'
import { OUTLINES, inside } from './geometry.js'
import { make } from './render.js'
import { panned, toWorld, zoomed } from './view.js'

const SLOP = 4 // pixels a pointer may move and still be a click
const DOUBLE = 400 // milliseconds between two clicks of a double click

export class Gestures {
  constructor(editor, svg) {
    this.editor = editor
    this.svg = svg
    this.pointers = new Map()
    this.gesture = null
    this.last = { time: 0, id: null, at: [0, 0] }
    const on = (type, handler, options) => svg.addEventListener(type, handler.bind(this), options)
    on('pointerdown', this.down)
    on('pointermove', this.move)
    on('pointerup', this.up)
    on('pointercancel', this.cancel)
    on('wheel', this.wheel, { passive: false })
  }

  point(event) {
    const box = this.svg.getBoundingClientRect()
    return [event.clientX - box.left, event.clientY - box.top]
  }

  // The id of the node or link under a point of the screen (capture would retarget the event, so ask the tree).
  idAt(event) {
    const found = this.svg.getRootNode().elementFromPoint(event.clientX, event.clientY)
    return found && this.svg.contains(found) ? found.closest('[data-id]')?.dataset.id ?? null : null
  }

  down(event) {
    if (event.button > 1) return
    const at = this.point(event)
    this.pointers.set(event.pointerId, at)
    this.svg.setPointerCapture(event.pointerId)
    if (this.pointers.size === 2) return this.startPinch()
    const id = this.idAt(event)
    const common = { id, from: at, at, moved: false, shift: event.shiftKey }
    this.gesture = { ...common, kind: this.kindOf(event, id, at) }
    this.editor.closeInput()
    this.editor.linkFrom = null
    this.editor.say('')
    this.editor.root.classList.add('busy')
  }

  // Leave a gesture as if it had not begun; says whether there was one.
  abort() {
    const open = Boolean(this.gesture && this.gesture.moved)
    if (open) this.clear()
    return open
  }

  clear() {
    this.gesture = null
    this.pinch = null
    this.editor.moved.clear()
    this.editor.hint(null)
    this.editor.root.classList.remove('busy')
    this.editor.renderer.draft.replaceChildren()
    this.editor.schedule()
  }

  kindOf(event, id, at) {
    if (event.button === 1 || this.editor.spaceHeld) return 'pan'
    if (id === null) return event.shiftKey ? 'box' : 'pan'
    if (!isNode(this.editor.doc, id)) return 'pick'
    return event.target.classList.contains('handle') || this.onRim(id, at) ? 'connect' : 'move'
  }

  onRim(id, at) {
    const { doc, payload, view, renderer } = this.editor
    const [x, y] = toWorld(view, at)
    const [cx, cy] = renderer.at.get(id)
    const node = doc.nodes.find(n => n.id === id)
    const { shape } = payload.roles[node.role] || payload.roles.content
    return shape in OUTLINES && !inside(shape, x - cx, y - cy, -9)
  }

  move(event) {
    if (!this.pointers.has(event.pointerId)) return
    const at = this.point(event)
    const before = this.pointers.get(event.pointerId)
    this.pointers.set(event.pointerId, at)
    if (this.pinch) return this.movePinch()
    const g = this.gesture
    if (!g) return
    g.at = at
    if (!g.moved && Math.hypot(at[0] - g.from[0], at[1] - g.from[1]) < SLOP) return
    if (!g.moved && g.kind === 'move' && !this.editor.selected.has(g.id)) this.editor.select([g.id])
    g.moved = true
    if (g.kind === 'pan') this.editor.look(panned(this.editor.view, at[0] - before[0], at[1] - before[1]))
    else if (g.kind === 'move') this.dragNodes(g)
    else if (g.kind === 'connect') this.drawRubber(g, event)
    else if (g.kind === 'box') this.drawBox(g)
  }

  dragNodes(g) {
    const { view, selected, doc, renderer, moved } = this.editor
    g.origin ??= new Map([...selected].filter(id => isNode(doc, id)).map(id => [id, renderer.at.get(id)]))
    const [dx, dy] = [0, 1].map(k => (g.at[k] - g.from[k]) / view.zoom)
    for (const [id, [x, y]] of g.origin) moved.set(id, [Math.round(x + dx), Math.round(y + dy)])
    this.editor.schedule()
  }

  drawRubber(g, event) {
    const { renderer, view } = this.editor
    const over = this.idAt(event)
    const end = toWorld(view, g.at)
    renderer.draft.replaceChildren()
    make('path', { d: `M${renderer.at.get(g.id)}L${end}`, class: 'rubber' }, renderer.draft)
    this.editor.hint(over && isNode(this.editor.doc, over) ? over : null)
  }

  drawBox(g) {
    const { renderer, view } = this.editor
    const [a, b] = [toWorld(view, g.from), toWorld(view, g.at)]
    g.box = [0, 1].map(k => [Math.min(a[k], b[k]), Math.max(a[k], b[k])])
    const [[x, right], [y, bottom]] = g.box
    renderer.draft.replaceChildren()
    make('rect', { x, y, width: right - x, height: bottom - y, class: 'box' }, renderer.draft)
  }

  up(event) {
    if (!this.pointers.delete(event.pointerId)) return
    this.editor.root.classList.remove('busy')
    if (this.pinch) { this.pinch = this.pointers.size ? this.pinch : null; this.gesture = null; return }
    const g = this.gesture
    this.gesture = null
    this.editor.renderer.draft.replaceChildren()
    this.editor.hint(null)
    if (!g) return
    if (!g.moved) return this.click(g, event)
    if (g.kind === 'move') this.drop()
    else if (g.kind === 'connect') this.connect(g, event)
    else if (g.kind === 'box' && g.box) this.pickBox(g)
  }

  drop() {
    const { editor } = this
    const positions = Object.fromEntries(editor.moved)
    editor.moved.clear()
    editor.change(place(editor.doc, positions))
  }

  connect(g, event) {
    const over = this.idAt(event)
    const [x, y] = g.at
    const { width, height } = this.editor.box
    if (x < 0 || y < 0 || x > width || y > height) return
    if (over === null) this.editor.addLinked(g.id, toWorld(this.editor.view, g.at))
    else if (isNode(this.editor.doc, over) && over !== g.id) this.editor.connect(g.id, over)
    else if (over === g.id) this.editor.say('A link from a node to itself: select the node, press L, then Enter.')
  }

  pickBox(g) {
    const [[left, right], [top, bottom]] = g.box
    const within = ([x, y]) => x >= left && x <= right && y >= top && y <= bottom
    const { at, labelAt } = this.editor.renderer
    const found = [...at, ...labelAt].filter(([, point]) => within(point)).map(([id]) => id)
    this.editor.select([...this.editor.selected, ...found])
  }

  click(g, event) {
    const { last, editor } = this
    const near = Math.hypot(g.at[0] - last.at[0], g.at[1] - last.at[1]) < 10
    const double = event.timeStamp - last.time < DOUBLE && near && last.id === g.id
    this.last = { time: double ? 0 : event.timeStamp, id: g.id, at: g.at }
    if (double) return g.id === null ? editor.addAt(toWorld(editor.view, g.at)) : editor.edit(g.id)
    if (g.id === null) editor.select([])
    else if (g.shift) editor.toggle(g.id)
    else editor.select([g.id])
    editor.focus(g.id)
  }

  cancel(event) {
    this.pointers.delete(event.pointerId)
    this.clear()
  }

  startPinch() {
    const [a, b] = [...this.pointers.values()]
    this.editor.moved.clear()
    this.pinch = { view: this.editor.view, middle: middle(a, b), apart: apart(a, b) }
  }

  movePinch() {
    const points = [...this.pointers.values()]
    if (points.length < 2) return
    const [a, b] = points
    const now = middle(a, b)
    const view = zoomed(this.pinch.view, apart(a, b) / this.pinch.apart, this.pinch.middle)
    this.editor.look(panned(view, now[0] - this.pinch.middle[0], now[1] - this.pinch.middle[1]))
  }

  wheel(event) {
    event.preventDefault()
    const size = event.deltaMode === 1 ? 18 : 1
    const factor = Math.exp(-Math.max(-120, Math.min(120, event.deltaY * size)) * (event.ctrlKey ? 0.01 : 0.0022))
    this.editor.look(zoomed(this.editor.view, factor, this.point(event)))
  }
}

const middle = (a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
const apart = (a, b) => Math.max(1, Math.hypot(a[0] - b[0], a[1] - b[1]))
