// What is drawn and selected, with its steps of undo, and the message each finished stroke sends. No page, no pointer:
// who shows it gives draw(), schedule() and say().

import { find, items, setField } from './document.js'
import { amend, commit, redo, undo } from './history.js'
import { edit } from './protocol.js'
import { keepSoon } from './storage.js'

export class Sheet {
  constructor() {
    this.selected = new Set()
    this.seq = 0
  }

  get doc() { return this.history.doc }

  // One finished gesture: a new document, one step of undo, one message to Python.
  change(doc) {
    this.history = commit(this.history, doc)
    this.settled()
    return true
  }

  settled() {
    if (!find(this.doc, this.linkFrom)) this.linkFrom = null
    this.selected = new Set([...this.selected].filter(id => find(this.doc, id)))
    keepSoon(this.history)
    this.draw()
    this.send()
  }

  send() {
    this.seq += 1
    performance.mark('loopmodel-edit')
    this.emit('edit', edit(this.payload.revision, this.seq, this.doc))
  }

  undo() { return this.step(undo(this.history), 'Nothing to undo.') }

  redo() { return this.step(redo(this.history), 'Nothing to redo.') }

  step(history, nothing) {
    if (history === this.history) this.say(nothing)
    else { this.history = history; this.settled() }
    return true
  }

  select(ids) {
    const before = [...this.selected].join()
    this.selected = new Set(ids)
    if ([...this.selected].join() !== before) this.emit('selected', [...this.selected])
    this.schedule()
    return true
  }

  toggle(id) { return this.select(this.selected.has(id) ? [...this.selected].filter(s => s !== id) : [...this.selected, id]) }

  selectAll() { return this.select([...items(this.doc, 'nodes'), ...items(this.doc, 'links')].map(item => item.id)) }

  set(id, name, value) { return this.change(setField(this.doc, id, name, value)) }

  // A field set as one step, or as part of the step before.
  put(id, name, value, partOfLast) {
    const doc = setField(this.doc, id, name, value)
    this.history = partOfLast ? amend(this.history, doc) : commit(this.history, doc)
    this.settled()
  }
}
