// The card of the selected element: its main fields, as plain inputs. And the input that opens in place.

import { ROLES, ROLE_NAMES, find, isNode, nameOf } from './document.js'
import { mid, parsed } from './numbers.js'
import { toScreen } from './view.js'

const NODE = [
  ['name', 'Name', 'text'], ['role', 'Role', ROLES.map(role => [role, ROLE_NAMES[role]])],
  ['start', 'Start', 'number'], ['retention', 'Keeps', 'number'], ['inflow', 'Inflow', 'number'], ['capacity', 'Ceiling', 'number'],
]
const LINK = [
  ['rate', 'Rate', 'number'], ['lag', 'Lag', 'number'],
  ['mode', 'Mode', [['creates', 'creates'], ['converts', 'converts']]], ['via', 'Carried by', 'text'],
]
const EMPTY = { start: 0, retention: 1, inflow: 0, capacity: '', lag: 0, mode: 'creates', via: '', name: '' }
const HELP = {
  start: 'units at the start', retention: 'share still there a period later, such as 0.9 or 90 %',
  inflow: 'arrivals from outside each period', capacity: 'most there can be; empty for no ceiling',
  rate: 'new units of target per unit of source and period', lag: 'whole periods before they arrive',
}

export class Card {
  constructor(editor) {
    this.editor = editor
    this.element = document.createElement('form')
    this.element.className = 'card'
    this.element.addEventListener('submit', event => event.preventDefault())
  }

  // Show the one selected element, or nothing; an input that has the focus is left as it is.
  update() {
    const { doc, selected, payload } = this.editor
    const element = selected.size === 1 ? find(doc, [...selected][0]) : null
    const signature = element && JSON.stringify([element, payload.problems[element.id]])
    if (signature === this.signature) return
    this.signature = signature
    this.element.hidden = !element
    if (element && element.id !== this.shown) this.build(element)
    this.shown = element ? element.id : null
    if (element) this.fill(element, payload.problems[element.id] || '')
    if (element) this.element.classList.toggle('above', this.covers(element.id))
  }

  // Whether the card at the bottom would lie over what it is about.
  covers(id) {
    const { renderer, view, box } = this.editor
    const [x, y] = toScreen(view, renderer.at.get(id) || renderer.labelAt.get(id) || [0, 0])
    return x > box.width - 300 && y > box.height - 330
  }

  // The inputs are made once for an element, so that Tab goes from one to the next while their values change.
  build(element) {
    const fields = isNode(this.editor.doc, element.id) ? NODE : LINK
    this.title = document.createElement('strong')
    this.said = Object.assign(document.createElement('p'), { className: 'problem' })
    this.element.replaceChildren(this.title, ...fields.map(field => this.row(element.id, ...field)), this.said)
  }

  fill(element, problem) {
    this.title.textContent = isNode(this.editor.doc, element.id) ? nameOf(element) : this.linkTitle(element)
    this.said.textContent = problem
    this.said.hidden = !problem
    for (const input of this.element.elements) {
      const value = String(mid(element[input.name] ?? EMPTY[input.name]) ?? '')
      if (input.value !== value) input.value = value
    }
  }

  linkTitle(link) {
    return [link.source, link.target].map(id => nameOf(find(this.editor.doc, id) || { id })).join(' → ')
  }

  row(id, name, label, kind) {
    const row = document.createElement('label')
    row.textContent = label
    row.title = HELP[name] || ''
    const input = document.createElement(Array.isArray(kind) ? 'select' : 'input')
    input.name = name
    if (Array.isArray(kind)) for (const [value, text] of kind) input.append(new Option(text, value))
    else if (kind === 'number') input.inputMode = 'decimal'
    input.addEventListener('change', () => this.editor.set(id, name, valueOf(name, kind, input.value)))
    row.append(input)
    return row
  }
}

function valueOf(name, kind, text) {
  if (kind !== 'number') return text
  if (text.trim() === '' && name in EMPTY) return name === 'capacity' ? null : EMPTY[name]
  return parsed(text)
}

// An input over the paper, at a point of the screen. done is called once: with the text, or with null after Escape.
export function inputAt(layer, [x, y], text, label, done) {
  const input = document.createElement('input')
  input.className = 'in-place'
  input.value = text
  input.setAttribute('aria-label', label)
  Object.assign(input.style, { left: `${x}px`, top: `${y}px` })
  let open = true
  const close = take => {
    if (!open) return
    open = false
    input.remove()
    done(take ? input.value : null)
  }
  input.addEventListener('blur', () => close(true))
  input.addEventListener('keydown', event => {
    event.stopPropagation()
    if (event.key === 'Enter') close(true)
    if (event.key === 'Escape') close(false)
  })
  layer.append(input)
  input.focus()
  input.select()
  return () => close(true)
}
