// The editor: paper, tools and sheets on the page, and the one loop that draws them. What may be done is in actions.js.

import { Card } from './card.js'
import { find, items, settledAt } from './document.js'
import { Gestures } from './gestures.js'
import { amend } from './history.js'
import { listen } from './keyboard.js'
import { Minimap } from './minimap.js'
import { Around } from './page.js'
import { Panels } from './panels.js'
import { Player } from './play.js'
import { pending } from './protocol.js'
import { Pull } from './pull.js'
import { Renderer } from './render.js'
import { make } from './svg.js'
import { colours } from './theme.js'
import { corner, tools } from './tools.js'
import { Viewport } from './viewport.js'

const box = (className, props = {}) => Object.assign(document.createElement('div'), { className, ...props })

export class Editor extends Viewport {
  constructor(parent) {
    super()
    this.lit = new Set() // links of the loop that is pointed at
    this.wants = new Set()
    this.lens = ''
    this.mode = 'hand'
    this.root = box('canvas')
    this.paper = box('paper')
    this.svg = make('svg', { role: 'application', 'aria-label': 'Drawing of the loop', 'aria-roledescription': 'drawing', tabindex: 0 })
    this.status = box('status')
    this.status.setAttribute('role', 'status')
    this.empty = box('empty', { hidden: true })
    this.empty.innerHTML = '<b>Double-click or double-tap to draw a node.</b><span>Drag from its rim to another to link them. Double-click a number to set it. ? shows all gestures and keys.</span>'
    this.around = new Around(this.root)
    this.pull = new Pull(this)
    this.card = new Card(this)
    this.panels = new Panels(this)
    this.player = new Player(this)
    this.minimap = new Minimap(this)
    this.renderer = new Renderer(this.svg)
    this.worn = Object.assign(document.createElement('button'), { type: 'button', className: 'worn', title: 'Take the lens off', hidden: true })
    this.worn.addEventListener('click', () => this.wear(''))
    this.title = box('title')
    this.paper.append(this.svg, this.title, this.empty, this.worn, this.minimap.element, this.card.element, this.status, this.player.bar, corner(this), this.panels.element)
    this.sheet = document.createElement('style')
    this.root.append(this.paper)
    parent.append(this.sheet, this.root)
    this.gestures = new Gestures(this, this.svg)
    this.deafen = listen(this, this.root)
    this.resized = new ResizeObserver(() => this.sized())
    this.resized.observe(this.svg)
  }

  destroy() {
    this.resized.disconnect()
    this.deafen()
    this.around.clear()
    clearTimeout(this.later)
    this.sheet.remove()
    this.root.remove()
  }

  // Take what Python says; its document only where it is new.
  receive(payload, emit) {
    const before = this.payload
    this.emit = emit
    this.payload = payload
    colours(this.root, this.sheet, payload)
    if (!before) this.begin(payload)
    else if (this.take(before, payload)) this.replaced(before, payload)
    this.selected = new Set([...this.selected].filter(id => find(this.doc, id)))
    this.tellPending()
    this.pull.heard(payload)
    this.player.heard()
    this.schedule()
  }

  begin(payload) {
    this.toolbar = tools(this, payload.roles)
    this.root.prepend(this.toolbar.bar)
    this.open(payload)
    this.recall(payload)
  }

  replaced(before, payload) {
    this.tie = null
    if (payload.opened !== before.opened) this.fit()
    else this.glide(() => this.draw())
  }

  arrange() {
    this.untouched = true // the new arrangement is shown whole
    this.emit('ask', { what: 'arrange', seq: this.mark.seq })
    return true
  }

  schedule() {
    this.frame ??= requestAnimationFrame(() => { this.frame = null; this.draw() })
  }

  // Everything is drawn again from nothing: what play or a pull has changed is gone.
  invalidate() {
    for (const kept of this.renderer.kept.values()) kept.signature = null
    this.schedule()
  }

  scene() {
    const { doc, view, selected, payload, lit, hinted } = this
    const moved = new Map([...this.gliding, ...this.moved])
    return { doc, view, moved, selected, payload, lit, hinted, flows: payload.flows, strongest: new Set(payload.loops[0]?.links || []) }
  }

  draw() {
    if (this.entry && !find(this.doc, this.entry.id)) this.entry.drop() // undone, or gone with something else
    this.renderer.draw(this.scene())
    this.player.apply()
    if (this.pull.now) this.pull.show(this.pull.now.id, this.pull.now.name)
    this.card.update()
    this.panels.update()
    this.toolbar.update()
    this.minimap.update()
    this.worn.hidden = !this.payload.lens
    if (this.payload.lens) this.worn.textContent = `Lens: ${this.payload.lens.name}, at start ✕`
    this.title.textContent = String(this.doc.name || 'Untitled')
    this.empty.hidden = items(this.doc, 'nodes').length > 0
  }

  // What Python is to tell beyond the usual: 'play', 'loops', 'preview'.
  want(what, on) {
    if (this.wants.has(what) === on) return
    this.wants[on ? 'add' : 'delete'](what)
    this.emitWants()
  }

  // Numbered, so that wanting the same again is heard again.
  emitWants() { this.emit('wants', { what: [...this.wants], seq: this.wanted = (this.wanted || 0) + 1 }) }

  // Wear a lens on the drawing, or none.
  wear(name) {
    for (const what of [...this.wants]) if (what.startsWith('lens:')) this.wants.delete(what)
    if (name) this.wants.add(`lens:${name}`)
    this.lens = name
    this.emitWants()
    this.schedule()
  }

  setMode(mode) {
    this.mode = mode
    this.root.dataset.mode = mode
    this.toolbar.update()
    return true
  }

  light(links) {
    this.lit = new Set(links)
    this.schedule()
  }

  change(doc) { return super.change(settledAt(doc, this.renderer.at)) }

  // An edit needs its answer first: a preview is worked out again only when a number is about to be pulled.
  send() {
    this.wants.delete('preview')
    super.send()
    this.tellPending()
    return false
  }

  // Whether a stroke is still on its way to Python, for those who wait for it.
  tellPending() { this.root.toggleAttribute('data-pending', pending(this.mark, this.payload)) }

  amend(doc) {
    this.history = amend(this.history, doc)
    this.settled()
  }

  escape() {
    this.tie = null
    if (this.gestures.abort() || this.player.stop()) return true
    if (this.mode !== 'hand') return this.setMode('hand')
    this.say('')
    return this.select([])
  }

  closeInput() { this.entry?.close() }

  focus(id) { (id && this.renderer.elementOf(id) || this.svg).focus({ preventScroll: true }) }

  hint(id) {
    if (id === this.hinted) return
    this.hinted = id
    this.schedule()
  }

  say(text) { this.status.textContent = text }
}
