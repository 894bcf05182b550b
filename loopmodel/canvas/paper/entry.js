// The input that opens in place, over the paper: a name with its roles, or a number with what was understood of it.

import { ROLES, ROLE_NAMES, find, freshName, nameOf, remove, withRole } from './document.js'
import { typedAs } from './numbers.js'
import { read } from './typed.js'
import { toScreen } from './view.js'
import { understood } from './words.js'

const WIDTH = 250

// An input at a point of the screen, with `under` it. done is called once: with the text, or null after Escape; it says
// whether the input may close.
function inputAt(layer, [x, y], text, label, under, done) {
  const entry = Object.assign(document.createElement('div'), { className: 'entry' })
  const input = Object.assign(document.createElement('input'), { className: 'in-place', value: text })
  input.setAttribute('aria-label', label)
  entry.append(input, under)
  const [left, top] = [Math.min(Math.max(x, WIDTH / 2), Math.max(WIDTH / 2, layer.clientWidth - WIDTH / 2)), Math.min(Math.max(y, 20), layer.clientHeight - 90)]
  Object.assign(entry.style, { left: `${left}px`, top: `${top}px` })
  let open = true
  const close = (given, mayStay) => {
    if (!open) return
    open = false // before anything else: what `done` does takes the focus away, and that closes as well
    open = done(given, mayStay) === false && mayStay
    if (open) return
    entry.remove()
    if (!layer.querySelector('.entry')) layer.classList.remove('entering')
  }
  input.addEventListener('blur', () => close(input.value, false))
  input.addEventListener('keydown', event => {
    event.stopPropagation()
    if (event.key === 'Enter') close(input.value, true)
    if (event.key === 'Escape') close(null, false)
  })
  layer.append(entry)
  layer.classList.add('entering')
  input.focus()
  input.select()
  return { input, close: () => close(input.value, false), drop: () => close(null, false) }
}

export function enterName(editor, id, justMade) {
  const node = find(editor.doc, id)
  const point = editor.renderer.at.get(id)
  if (!node || !point) return false
  editor.closeInput()
  const before = nameOf(node)
  const roles = rolePicker(editor, id)
  editor.entry = inputAt(editor.paper, toScreen(editor.view, point), before, 'Name', roles.element, typed => {
    editor.entry = null
    const name = typed === null ? '' : typed.trim()
    if (name && name !== nameOf(find(editor.doc, id) || {})) editor.put(id, 'name', name, justMade)
    editor.focus(id)
  })
  editor.entry.id = id
  const { input } = editor.entry
  roles.chosen = role => {
    const untouched = input.value === nameOf(find(editor.doc, id))
    const name = untouched ? freshName(remove(editor.doc, [id]), role) : input.value.trim() || nameOf(find(editor.doc, id))
    editor.lastRole = role
    editor.amend(withRole(editor.doc, id, role, name))
    if (untouched) { input.value = name; input.select() }
    input.focus()
  }
  // 1 to 6 choose the role, once, before anything has been typed over the name that stands there selected
  let chosen = false
  input.addEventListener('keydown', event => {
    const role = ROLES[Number(event.key) - 1]
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length
    if (!justMade || chosen || !role || !whole || event.ctrlKey || event.metaKey) return
    chosen = true
    event.preventDefault()
    roles.chosen(role)
    roles.mark()
  })
  return true
}

function rolePicker(editor, id) {
  const element = Object.assign(document.createElement('div'), { className: 'under roles' })
  element.setAttribute('role', 'group')
  element.setAttribute('aria-label', 'Role')
  const picker = { element, chosen: () => {}, mark: () => {} }
  const buttons = ROLES.map((role, index) => {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: `role-${role}`, textContent: editor.payload.roles[role].icon, title: `${ROLE_NAMES[role]} (${index + 1}): ${editor.payload.roles[role].says}` })
    button.setAttribute('aria-label', ROLE_NAMES[role])
    button.tabIndex = -1 // the input keeps the focus; 1 to 6 do the same
    button.addEventListener('pointerdown', event => event.preventDefault())
    button.addEventListener('click', () => { picker.chosen(role); picker.mark() })
    return button
  })
  picker.mark = () => buttons.forEach((button, k) => button.setAttribute('aria-pressed', (find(editor.doc, id) || {}).role === ROLES[k]))
  picker.mark()
  element.append(...buttons)
  return picker
}

export function enterNumber(editor, id, field, justMade) {
  const element = find(editor.doc, id)
  const point = editor.renderer.placeOf(id)
  if (!element || !point) return false
  editor.closeInput()
  const text = typedAs(element[field.name] ?? field.none, field.kind)
  const under = Object.assign(document.createElement('div'), { className: 'under heard' })
  under.setAttribute('role', 'status')
  const label = `${field.label}: ${field.help}`
  editor.entry = inputAt(editor.paper, toScreen(editor.view, point), text, label, under, (typed, mayStay) => {
    const heard = typed === null || typed.trim() === text ? null : read(typed, field.kind, editor.doc.period)
    if (heard?.error && mayStay) { under.classList.add('shake'); return false }
    editor.entry = null
    // left for something else with a text that is no number: it stays on the element, which says what is wrong
    if (heard && typed.trim()) editor.put(id, field.name, heard.error ? typed.trim() : heard.value, justMade)
    editor.focus(id)
  })
  editor.entry.id = id
  const { input } = editor.entry
  const tell = () => {
    const heard = read(input.value, field.kind, editor.doc.period)
    under.textContent = heard.error || understood(editor.doc, id, field, heard.value)
    under.classList.toggle('bad', Boolean(heard.error))
    under.classList.remove('shake')
  }
  input.addEventListener('input', tell)
  tell()
  return true
}
