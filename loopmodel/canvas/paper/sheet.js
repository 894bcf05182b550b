// What is drawn and selected, with its steps of undo, and the message each finished stroke sends. No page, no pointer:
// who shows it gives draw(), schedule() and say().

import { drawn, find, lostRange, setField } from './document.js'
import { amend, begin, commit, redo, renamed, undo } from './history.js'
import { begun, edit, pending, received } from './protocol.js'
import { keepSoon, kept } from './storage.js'

const REST = 140 // milliseconds after which a hand rests, and all of the page follows
const PATIENCE = 4000 // milliseconds before an edit that was not taken is sent again

export class Sheet {
  constructor() {
    this.selected = new Set()
    this.field = null // the number in hand
    this.mark = { session: null, base: 0, seq: 0 }
  }

  get doc() { return this.history.doc }

  // The first payload: a kept draft goes on where it belongs here.
  open(payload) {
    const draft = kept()
    const how = begun(draft, payload)
    this.history = how === 'blank' ? begin(payload.document) : draft.history
    if (how === 'pushed') this.history = commit(draft.history, payload.document)
    this.selected = new Set(payload.selected.filter(id => find(this.doc, id)))
    this.mark = { session: payload.session, base: payload.revision, seq: Math.max(payload.taken, draft?.mark.session === payload.session ? draft.mark.seq : 0) }
    if (how === 'offer' || how === 'resend') this.send()
    else this.keep()
    if (how === 'offer') this.say('Your drawing is back. Undo goes back further.')
  }

  // A later payload. Says whether the drawing was replaced.
  take(before, payload) {
    const how = received(before, payload, this.history.past.length > 0)
    if (how === 'keep') {
      if (pending(this.mark, payload)) this.sendLater()
      return false
    }
    this.mark = { session: payload.session, base: payload.revision, seq: payload.taken }
    if (how === 'offer') return this.send()
    const { name } = payload.document
    const onlyNamed = JSON.stringify({ ...this.doc, name }) === JSON.stringify({ ...payload.document, name })
    this.history = onlyNamed ? renamed(this.history, name) : commit(this.history, payload.document)
    this.keep()
    return true
  }

  keep() { keepSoon(this.history, this.mark) }

  // One finished gesture: a new document, one step of undo, one message to Python.
  change(doc) {
    if (doc === this.doc) return true
    this.history = commit(this.history, doc)
    this.settled()
    return true
  }

  settled() {
    this.selected = new Set([...this.selected].filter(id => find(this.doc, id)))
    this.draw()
    this.send()
  }

  send() {
    this.mark = { ...this.mark, seq: this.mark.seq + 1 }
    performance.mark('loopmodel-edit')
    this.emit('edit', edit(this.mark, this.doc))
    this.keep()
    this.sendLater()
    clearTimeout(this.rest)
    this.rest = setTimeout(() => this.emit('ask', { what: 'rest', seq: this.mark.seq }), REST)
    return false
  }

  // Sent again, with its number, for as long as Python has not said that it took it.
  sendLater(wait = PATIENCE) {
    clearTimeout(this.later)
    this.later = setTimeout(() => {
      if (!pending(this.mark, this.payload)) return
      this.emit('edit', edit(this.mark, this.doc))
      this.sendLater(Math.min(60000, 2 * wait))
    }, wait)
  }

  undo() { return this.step(undo(this.history), 'Nothing to undo.') }

  redo() { return this.step(redo(this.history), 'Nothing to redo.') }

  step(history, nothing) {
    if (history === this.history) this.say(nothing)
    else { this.history = history; this.settled() }
    return true
  }

  // What is selected, the number in hand, and where its slider ends.
  select(ids, field = null, top = null) {
    const before = [...this.selected, this.field, this.top].join()
    this.selected = new Set(ids)
    this.field = field
    this.top = top
    if ([...this.selected, field, top].join() !== before) this.emit('selected', { ids: [...this.selected], field, top })
    this.schedule()
    return true
  }

  toggle(id) { return this.select(this.selected.has(id) ? [...this.selected].filter(s => s !== id) : [...this.selected, id]) }

  selectAll() { return this.select(drawn(this.doc).map(item => item.id)) }

  set(id, name, value) {
    const before = find(this.doc, id)[name]
    this.change(setField(this.doc, id, name, value))
    this.noteRange(id, name, before)
    return true
  }

  // A field set as one step, or as part of the step before.
  put(id, name, value, partOfLast) {
    const before = find(this.doc, id)[name]
    const doc = setField(this.doc, id, name, value)
    this.history = partOfLast ? amend(this.history, doc) : commit(this.history, doc)
    this.settled()
    this.noteRange(id, name, before)
  }

  noteRange(id, name, before) {
    const lost = lostRange(before, (find(this.doc, id) || {})[name])
    if (lost) this.say(`The range ${lost[0]} to ${lost[1]} was taken off, because the new number lies outside it. Ctrl+Z brings it back.`)
  }
}
