// The card of what is selected: its fields as plain inputs, a slider for the number in hand, and why it is thought to be so.

import { element as make } from './dom.js'
import { align, duplicate, removeIds } from './actions.js'
import { collectionOf, find, isNode, nameOf, called } from './document.js'
import { FIELDS, MAIN, fieldOf } from './fields.js'
import { iconButton } from './icons.js'
import { typedAs } from './numbers.js'
import { Reasons } from './reasons.js'
import { Slider } from './slider.js'
import { toScreen } from './view.js'
import { read } from './typed.js'

export class Card {
  constructor(editor) {
    this.editor = editor
    this.element = make('form', { className: 'card', hidden: true })
    this.element.addEventListener('submit', event => event.preventDefault())
    this.slider = new Slider(editor)
    this.reasons = new Reasons(editor)
    this.more = false
  }

  // Show what is selected, or nothing; an input that has the focus is left as it is.
  update() {
    const { doc, selected, payload, field } = this.editor
    const [id] = selected
    const element = selected.size === 1 ? find(doc, id) : null
    const signature = JSON.stringify([element || [...selected], element && called(doc, id), element && payload.problems[id], field, this.more, payload.preview?.id, payload.preview?.values])
    if (signature === this.signature) return
    this.signature = signature
    this.element.hidden = !selected.size
    if (element) this.one(element)
    else if (selected.size) this.several([...selected])
    if (!element) this.built = null
  }

  one(element) {
    const { doc, payload, field } = this.editor
    const collection = collectionOf(doc, element.id)
    const key = `${element.id} ${collection} ${this.more}`
    if (this.built !== key) this.build(element, collection)
    this.built = key
    this.title.textContent = isNode(doc, element.id) ? nameOf(element) : called(doc, element.id).replace(' to ', ' → ')
    this.said.textContent = payload.problems[element.id] || ''
    this.said.hidden = !this.said.textContent
    for (const row of FIELDS[collection]) this.fill(element, row)
    const inHand = fieldOf(collection, field || MAIN[collection]) || fieldOf(collection, MAIN[collection])
    this.slider.show(element.id, inHand)
    this.reasons.show(element, inHand)
    this.element.classList.toggle('above', this.covers(element.id))
  }

  fill(element, { name, kind, none, text }) {
    const input = this.element.elements[name]
    if (!input || input.getRootNode().activeElement === input && input.dataset.dirty) return
    const value = kind ? typedAs(element[name] ?? none, kind) : String(element[name] ?? (text ? '' : none) ?? '')
    if (input.value !== value) input.value = value
    input.dataset.dirty = ''
  }

  // The inputs are made once for an element, so that Tab goes from one to the next while their values change.
  build(element, collection) {
    const fields = FIELDS[collection]
    this.title = make('strong')
    this.said = make('p', { className: 'problem' })
    const shown = fields.filter(field => this.more || !field.more)
    const more = make('button', { type: 'button', className: 'more', textContent: this.more ? 'Less' : 'More' })
    more.setAttribute('aria-expanded', this.more)
    more.addEventListener('click', () => { this.more = !this.more; this.update(); this.element.querySelector('.more').focus() })
    const away = iconButton('eraser', 'Delete', 'Delete', () => removeIds(this.editor, [element.id]))
    const rows = more => shown.filter(field => Boolean(field.more) === more).map(field => this.row(element.id, field))
    const close = make('button', { type: 'button', textContent: '✕', title: 'Close (Escape)' })
    close.setAttribute('aria-label', 'Close')
    close.addEventListener('click', () => this.editor.escape())
    this.element.replaceChildren(
      make('header', {}, this.title, away, close), ...rows(false), this.slider.element, ...rows(true), this.said, this.reasons.element, more,
    )
  }

  row(id, field) {
    const { name, label, choices, kind, long, help } = field
    const input = make(choices ? 'select' : long ? 'textarea' : 'input', { name })
    if (choices) for (const [value, text] of choices) input.append(new Option(text, value))
    if (kind) input.addEventListener('focus', () => this.editor.select([id], name))
    input.addEventListener('keydown', event => event.key === 'Escape' && this.restore(input, field))
    input.addEventListener('input', () => { input.dataset.dirty = 'yes' })
    input.addEventListener('change', () => {
      input.dataset.dirty = ''
      this.editor.set(id, name, kind ? this.heard(field, input.value) : input.value)
    })
    const row = make('label', { title: help || '' }, make('span', { textContent: label }), input)
    row.className = long ? 'long' : ''
    return row
  }

  // Escape: what stood there stands there again, and the paper has the focus.
  restore(input, field) {
    input.dataset.dirty = ''
    const element = find(this.editor.doc, this.editor.selected.values().next().value)
    this.fill(element, field) // first: leaving it with another text would set that
    this.editor.focus(element.id)
  }

  // A text that is no number stays on the element, which then says what is wrong with it.
  heard({ kind, none }, text) {
    if (!text.trim() && none !== undefined) return none
    const found = read(text, kind, this.editor.doc.period)
    return found.error ? text.trim() : found.value
  }

  several(ids) {
    const nodes = ids.filter(id => isNode(this.editor.doc, id)).length
    const button = (label, run, off = false) => {
      const made = make('button', { type: 'button', textContent: label, disabled: off })
      made.addEventListener('click', run)
      return made
    }
    const few = nodes < 2
    this.element.replaceChildren(
      make('header', {}, make('strong', { textContent: `${ids.length} selected` })),
      make('div', { className: 'several' },
        button('In a row', () => align(this.editor, 'row'), few), button('In a column', () => align(this.editor, 'column'), few),
        button('On a ring', () => align(this.editor, 'ring'), few), button('Duplicate', () => duplicate(this.editor), !nodes),
        button('Delete', () => removeIds(this.editor, [...this.editor.selected]))),
    )
  }

  // A number is being pulled: its input and slider say so.
  pulled(value) {
    const { name } = this.editor.pull.now
    const input = this.element.elements[name]
    const field = FIELDS[collectionOf(this.editor.doc, this.editor.pull.now.id)].find(found => found.name === name)
    if (input) input.value = typedAs(value, field.kind)
    this.slider.pulled(value)
  }

  // Whether the card at the right edge would lie over what it is about.
  covers(id) {
    const { renderer, view, box } = this.editor
    const [x, y] = toScreen(view, renderer.placeOf(id) || [0, 0])
    return x > box.width - 320 && y > box.height - 420
  }
}
