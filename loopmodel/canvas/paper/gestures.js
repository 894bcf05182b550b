// Pointers on the paper, told apart into strokes, clicks, double clicks, long presses and pinches; mouse, pen and touch alike.

import * as actions from './actions.js'
import { isLink, isNode } from './document.js'
import { OUTLINES, inside } from './geometry.js'
import { STROKES } from './strokes.js'
import { panned, toWorld, zoomed } from './view.js'

const SLOP = 4 // pixels a pointer may move and still be a click
const FINGER = 9 // the same for a finger
const DOUBLE = 400 // milliseconds between two clicks of a double click
const LONG = 550 // milliseconds a finger rests for a long press

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

  // The id of the element at a point of the svg, other than `skip` (capture would retarget the event, so ask the tree).
  idAt([x, y], skip = null) {
    const box = this.svg.getBoundingClientRect()
    for (const found of this.svg.getRootNode().elementsFromPoint(x + box.left, y + box.top)) {
      if (!this.svg.contains(found)) continue
      const id = found.closest('[data-id]')?.dataset.id ?? null
      if (id !== null && id !== skip) return id
    }
    return null
  }

  down(event) {
    if (event.button > 1) return
    const at = this.point(event)
    this.pointers.set(event.pointerId, at)
    this.svg.setPointerCapture(event.pointerId)
    this.editor.closeInput()
    this.editor.tie = null
    this.editor.say('')
    if (this.pointers.size === 2) return this.startPinch()
    if (this.pointers.size > 2) return
    const id = this.idAt(at)
    const kind = this.kindOf(event, id, at)
    this.gesture = { id, kind, from: at, at, before: at, moved: false, shift: event.shiftKey, slop: event.pointerType === 'touch' ? FINGER : SLOP }
    this.editor.root.classList.add('busy')
    if (kind === 'pull') this.editor.pull.ready(id, 'rate')
    if (event.pointerType === 'touch') this.pressing = setTimeout(() => this.longPress(this.gesture), LONG)
  }

  kindOf(event, id, at) {
    const { editor } = this
    if (event.button === 1 || editor.spaceHeld) return 'pan'
    if (editor.mode === 'eraser') return 'erase'
    if (editor.mode === 'pencil') return 'sketch'
    if (id === null) return event.shiftKey ? 'box' : 'pan'
    if (isNode(editor.doc, id)) {
      if (editor.mode === 'need') return 'tie'
      return event.target.classList.contains('handle') || this.onRim(id, at) ? 'connect' : 'move'
    }
    return isLink(editor.doc, id) && event.target.closest('[data-label]') ? 'pull' : 'pick'
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
    this.pointers.set(event.pointerId, at)
    if (this.pinch) return this.movePinch()
    const g = this.gesture
    if (!g) return
    Object.assign(g, { before: g.at, at })
    if (!g.moved && Math.hypot(at[0] - g.from[0], at[1] - g.from[1]) < g.slop) return
    clearTimeout(this.pressing)
    const over = (skip, point = at) => this.idAt(point, skip)
    if (!g.moved) STROKES[g.kind].begin?.(this.editor, g, over)
    g.moved = true
    STROKES[g.kind].move?.(this.editor, g, over)
  }

  up(event) {
    clearTimeout(this.pressing)
    if (!this.pointers.delete(event.pointerId)) return
    if (this.pinch) {
      if (!this.pointers.size) this.pinch = null
      return
    }
    const g = this.gesture
    this.tidy()
    if (!g) return
    if (g.moved) STROKES[g.kind].up?.(this.editor, g, skip => this.idAt(this.point(event), skip))
    else this.click(g, event)
  }

  tidy() {
    this.gesture = null
    this.editor.renderer.draft.replaceChildren()
    this.editor.hint(null)
    this.editor.root.classList.remove('busy')
  }

  // Leave a gesture as if it had not begun; says whether there was one.
  abort() {
    const g = this.gesture
    if (!g?.moved) return false
    STROKES[g.kind].abort?.(this.editor)
    this.clear()
    return true
  }

  clear() {
    clearTimeout(this.pressing)
    this.pinch = null
    this.editor.moved.clear()
    this.tidy()
    this.editor.renderer.fade(null)
    this.editor.schedule()
  }

  cancel(event) {
    this.pointers.delete(event.pointerId)
    this.abort()
    this.clear()
  }

  click(g, event) {
    const { last, editor } = this
    const near = Math.hypot(g.at[0] - last.at[0], g.at[1] - last.at[1]) < 10
    const double = event.timeStamp - last.time < DOUBLE && near && last.id === g.id
    this.last = { time: double ? 0 : event.timeStamp, id: g.id, at: g.at }
    if (editor.mode === 'eraser' && g.id !== null) return actions.removeIds(editor, [g.id])
    if (double) return this.double(g)
    if (g.id === null) editor.select([])
    else if (g.shift) editor.toggle(g.id)
    else editor.select([g.id])
    editor.focus(g.id)
  }

  double(g) {
    return g.id === null ? actions.addAt(this.editor, toWorld(this.editor.view, g.at)) : actions.edit(this.editor, g.id)
  }

  longPress(g) {
    if (g !== this.gesture || !g || g.moved) return
    this.clear()
    if (g.id !== null) this.editor.select([g.id])
    this.double(g)
  }

  startPinch() {
    clearTimeout(this.pressing)
    if (this.gesture?.moved) STROKES[this.gesture.kind].abort?.(this.editor)
    const [a, b] = [...this.pointers.values()]
    this.clear()
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
