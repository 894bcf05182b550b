// The card of the selected element: its main fields, as plain inputs. And the input that opens in place.

import { ROLES, ROLE_NAMES, find, isNode, nameOf } from './document.js'
import { mid, parsed } from './numbers.js'

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
    const focused = this.element.getRootNode().activeElement
    const name = this.element.contains(focused) ? focused.name : null
    this.signature = signature
    this.element.hidden = !element
    this.element.replaceChildren()
    if (!element) return
    this.fill(element, payload.problems[element.id])
    if (name && element.id === this.shown) this.element.elements[name]?.focus()
    this.shown = element.id
  }

  fill(element, problem) {
    const title = document.createElement('strong')
    title.textContent = isNode(this.editor.doc, element.id) ? nameOf(element) : this.linkTitle(element)
    this.element.append(title)
    for (const [name, label, kind] of isNode(this.editor.doc, element.id) ? NODE : LINK) {
      this.element.append(this.row(element, name, label, kind))
    }
    if (!problem) return
    const said = document.createElement('p')
    said.className = 'problem'
    said.textContent = problem
    this.element.append(said)
  }

  linkTitle(link) {
    return [link.source, link.target].map(id => nameOf(find(this.editor.doc, id) || { id })).join(' → ')
  }

  row(element, name, label, kind) {
    const row = document.createElement('label')
    row.textContent = label
    row.title = HELP[name] || ''
    const input = document.createElement(Array.isArray(kind) ? 'select' : 'input')
    input.name = name
    if (Array.isArray(kind)) for (const [value, text] of kind) input.append(new Option(text, value))
    else if (kind === 'number') input.inputMode = 'decimal'
    input.value = mid(element[name] ?? EMPTY[name]) ?? ''
    input.addEventListener('change', () => this.editor.set(element.id, name, valueOf(name, kind, input.value)))
    row.append(input)
    return row
  }
}

function valueOf(name, kind, text) {
  if (kind !== 'number') return text
  return text.trim() === '' && name === 'capacity' ? null : parsed(text)
}

// An input over the paper, at a point of the screen. done(text) is called once, unless Escape was pressed.
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
    if (take) done(input.value)
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
