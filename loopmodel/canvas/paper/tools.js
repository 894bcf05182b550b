// The tools on the edge of the paper: one button for each role, undo, redo, delete, zoom, fit.

import { ROLES, ROLE_NAMES } from './document.js'

export function tools(editor, roles) {
  const bar = document.createElement('div')
  bar.className = 'tools'
  bar.setAttribute('role', 'toolbar')
  bar.setAttribute('aria-label', 'Drawing tools')
  const add = (icon, label, key, run, name) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = icon
    button.title = key ? `${label} (${key})` : label
    button.setAttribute('aria-label', label)
    button.dataset.tool = name
    button.addEventListener('click', () => run())
    bar.append(button)
    return button
  }
  ROLES.forEach((role, index) => {
    const label = `Add ${ROLE_NAMES[role].toLowerCase()}: ${roles[role].says}`
    add(roles[role].icon, label, String(index + 1), () => editor.addFree(role), role).classList.add(`role-${role}`)
  })
  bar.append(gap())
  const buttons = {
    undo: add('↶', 'Undo', 'Ctrl+Z', () => editor.undo(), 'undo'),
    redo: add('↷', 'Redo', 'Ctrl+Y', () => editor.redo(), 'redo'),
    remove: add('⌫', 'Delete what is selected', 'Delete', () => editor.removeSelected(null), 'remove'),
  }
  bar.append(gap())
  add('+', 'Zoom in', '+', () => editor.zoomBy(1.25), 'in')
  add('−', 'Zoom out', '-', () => editor.zoomBy(0.8), 'out')
  add('⛶', 'Show the whole drawing', '0', () => editor.fit(), 'fit')
  const update = ({ history, selected }) => {
    buttons.undo.disabled = !history.past.length
    buttons.redo.disabled = !history.future.length
    buttons.remove.disabled = !selected.size
  }
  return { bar, update }
}

function gap() {
  const line = document.createElement('span')
  line.className = 'gap'
  return line
}
