// The editor: the sheet on the page, and what may be done with it. Carries out; decides little.

import { Card, inputAt } from './card.js'
import { addLink, addNode, find, hangsOn, isNode, items, nameOf, remove } from './document.js'
import { fitted, free } from './geometry.js'
import { Gestures } from './gestures.js'
import { begin, commit, renamed } from './history.js'
import { listen } from './keyboard.js'
import { mid, parsed } from './numbers.js'
import { isNew } from './protocol.js'
import { Renderer, make } from './render.js'
import { Sheet } from './sheet.js'
import { keepSoon, kept } from './storage.js'
import { colours } from './theme.js'
import { tools } from './tools.js'
import { toScreen, toWorld, zoomed } from './view.js'

export class Editor extends Sheet {
  constructor(parent) {
    super()
    this.view = { x: 0, y: 0, zoom: 1 }
    this.moved = new Map() // positions while a drag lasts
    this.untouched = true // nobody has zoomed or panned: the view follows the size of the paper
    this.root = document.createElement('div')
    this.root.className = 'canvas'
    this.paper = document.createElement('div')
    this.paper.className = 'paper'
    this.svg = make('svg', { role: 'application', 'aria-label': 'Drawing of the loop', tabindex: 0 })
    this.status = Object.assign(document.createElement('div'), { className: 'status' })
    this.status.setAttribute('role', 'status')
    this.empty = Object.assign(document.createElement('div'), { className: 'empty', hidden: true })
    this.empty.innerHTML = '<b>Double-click or double-tap to draw a node.</b><span>Drag from its rim to another to link them. Double-click a number to set it.</span>'
    this.card = new Card(this)
    this.renderer = new Renderer(this.svg)
    this.paper.append(this.svg, this.empty, this.card.element, this.status)
    this.sheet = document.createElement('style')
    this.root.append(this.paper)
    parent.append(this.sheet, this.root)
    this.gestures = new Gestures(this, this.svg)
    listen(this, this.root)
    this.resized = new ResizeObserver(() => this.sized())
    this.resized.observe(this.svg)
  }

  destroy() { this.resized.disconnect(); this.sheet.remove(); this.root.remove() }

  // Take what Python says; its document only where it is new.
  receive(payload, emit) {
    this.emit = emit
    const first = !this.history
    const before = this.payload
    this.payload = payload
    colours(this.root, this.sheet, payload)
    if (first) this.open(payload)
    else if (isNew(before.revision, payload)) this.pushed(payload)
    this.selected = new Set([...this.selected].filter(id => find(this.doc, id)))
    this.schedule()
  }

  open(payload) {
    const draft = kept()
    const same = draft && JSON.stringify(draft.doc) === JSON.stringify(payload.document)
    this.history = draft && (same || payload.fresh) ? draft : begin(payload.document)
    this.opened = payload.opened
    this.toolbar = tools(this, payload.roles)
    this.root.prepend(this.toolbar.bar)
    if (draft && payload.fresh && !same) {
      this.send()
      this.say('Your drawing is back. Undo goes back further.')
    }
  }

  pushed(payload) {
    const { name } = payload.document
    const onlyNamed = JSON.stringify({ ...this.doc, name }) === JSON.stringify({ ...payload.document, name })
    this.history = onlyNamed ? renamed(this.history, name) : commit(this.history, payload.document)
    this.linkFrom = null
    keepSoon(this.history)
    if (payload.opened !== this.opened) this.fit()
    this.opened = payload.opened
  }

  sized() {
    this.box = this.svg.getBoundingClientRect()
    if (this.box.width && this.untouched) this.fit()
  }

  schedule() {
    this.frame ??= requestAnimationFrame(() => { this.frame = null; this.draw() })
  }

  draw() {
    this.renderer.draw(this)
    this.card.update()
    this.toolbar.update(this)
    this.empty.hidden = items(this.doc, 'nodes').length > 0
  }

  addAt(point, role = this.lastRole || 'user') {
    this.lastRole = role
    const [doc, id] = addNode(this.doc, role, point.map(Math.round))
    this.made(doc, id, id)
    return true
  }

  // Something was drawn: select it and ask for its name or rate, which belongs to the same step of undo.
  made(doc, selected, asked) {
    this.change(doc)
    this.select([selected])
    this.draw()
    this.edit(asked, true)
  }

  addFree(role) {
    const middle = toWorld(this.view, [this.box.width / 2, this.box.height / 2])
    return this.addAt(free(middle, [...this.renderer.at.values()]), role)
  }

  connect(source, target) {
    const [doc, id] = addLink(this.doc, source, target)
    this.made(doc, id, id)
    return true
  }

  addLinked(source, point) {
    const role = (find(this.doc, source) || {}).role === 'content' ? 'user' : 'content'
    const [withNode, node] = addNode(this.doc, role, point.map(Math.round))
    const [doc, link] = addLink(withNode, source, node)
    this.made(doc, link, node)
  }

  startLink(id) {
    this.linkFrom = id
    this.say(`Link from ${nameOf(find(this.doc, id))}: go to the target with Tab and press Enter. Escape leaves it.`)
    return true
  }

  endLink(id) {
    const from = this.linkFrom
    this.linkFrom = null
    this.say('')
    return isNode(this.doc, id) ? this.connect(from, id) : true
  }

  escape() {
    this.linkFrom = null
    if (this.gestures.abort()) return true
    this.say('')
    return this.select([])
  }

  removeSelected(focused) {
    const ids = focused && !this.selected.has(focused) ? [focused] : [...this.selected]
    if (!ids.length) return false
    const more = hangsOn(this.doc, ids).size - ids.length
    const what = ids.length === 1 ? (isNode(this.doc, ids[0]) ? nameOf(find(this.doc, ids[0])) : 'the link') : `${ids.length} elements`
    this.change(remove(this.doc, ids))
    this.select([])
    this.svg.focus()
    this.say(`Deleted ${what}${more ? ` and ${more} that hung on it` : ''}. Ctrl+Z brings it back.`)
    return true
  }

  // Open the input in place: the name of a node, the rate of a link.
  edit(id, justMade = false) {
    this.closeInput()
    const element = find(this.doc, id)
    const node = isNode(this.doc, id)
    const point = node ? this.renderer.at.get(id) : this.renderer.labelAt.get(id)
    if (!element || !point) return false
    const [name, text] = node ? ['name', nameOf(element)] : ['rate', String(mid(element.rate) ?? '')]
    const label = node ? 'Name' : 'Rate: new units of target per unit of source and period'
    this.input = inputAt(this.paper, toScreen(this.view, point), text, label, typed => {
      this.input = null
      const value = typed === null ? '' : node ? typed.trim() : parsed(typed)
      if (value !== '' && value !== text && value !== mid(element[name])) {
        this.put(id, name, value, justMade)
      }
      this.focus(id)
    })
    return true
  }

  closeInput() { if (this.input) this.input() }

  focus(id) {
    const kept = id && (this.renderer.kept.get(`n ${id}`) || this.renderer.kept.get(`l ${id}`))
    ;(kept ? kept.element : this.svg).focus({ preventScroll: true })
  }

  hint(id) {
    if (id === this.hinted) return
    for (const [key, on] of [[this.hinted, false], [id, true]]) {
      this.renderer.kept.get(`n ${key}`)?.element.classList.toggle('target', on)
    }
    this.hinted = id
  }

  look(view) { this.untouched = false; this.view = view; this.closeInput(); this.schedule() }

  zoomBy(factor) { this.look(zoomed(this.view, factor, [this.box.width / 2, this.box.height / 2])); return true }

  fit() {
    this.renderer.draw(this)
    this.box = this.svg.getBoundingClientRect()
    this.look(fitted([...this.renderer.at.values()], this.box.width, this.box.height))
    this.untouched = true
    return true
  }

  say(text) { this.status.textContent = text }
}
