// The tools on the edge of the paper: how the pointer draws, one button for each role, undo, and the sheets.

import { addFree } from './actions.js'
import { ROLES, ROLE_NAMES } from './document.js'
import { iconButton } from './icons.js'

const MODES = [
  ['hand', 'Hand: select, move, link from the rim', 'V'], ['pencil', 'Pencil: sketch nodes, links and whole loops', 'P'],
  ['eraser', 'Eraser: wipe away', 'E'], ['need', 'Need: draw from a node to the link that needs it', 'T'],
]

export function tools(editor, roles) {
  const bar = Object.assign(document.createElement('div'), { className: 'tools' })
  bar.setAttribute('role', 'toolbar')
  bar.setAttribute('aria-label', 'Drawing tools')
  const modes = MODES.map(([mode, label, key]) => iconButton(mode, label, key, () => editor.setMode(mode)))
  const buttons = {
    undo: iconButton('undo', 'Undo', 'Ctrl+Z', () => editor.undo()),
    redo: iconButton('redo', 'Redo', 'Ctrl+Y', () => editor.redo()),
  }
  bar.append(
    ...modes, gap(), ...ROLES.map((role, index) => roleButton(editor, roles, role, index)), gap(), buttons.undo, buttons.redo, gap(),
    iconButton('arrange', 'Arrange: loops on rings, groups apart', 'A', () => editor.arrange()),
    iconButton('lens', 'Lenses: leverage, fragility, loss', '', () => editor.panels.open('lenses')),
    iconButton('loops', 'Loops, strongest first', '', () => editor.panels.open('loops')),
    iconButton('words', 'The drawing in words', '', () => editor.panels.open('words')),
    iconButton('picture', 'Save or print the drawing as a picture', '', () => editor.panels.open('picture')),
    iconButton('help', 'Gestures and keys', '?', () => editor.panels.open('help')),
  )
  const update = () => {
    modes.forEach(button => button.setAttribute('aria-pressed', button.dataset.tool === editor.mode))
    buttons.undo.disabled = !editor.history.past.length
    buttons.redo.disabled = !editor.history.future.length
  }
  return { bar, update }
}

function roleButton(editor, roles, role, index) {
  const label = `Add ${ROLE_NAMES[role].toLowerCase()}: ${roles[role].says}`
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: roles[role].icon, title: `${label} (${index + 1})`, className: `role-${role}` })
  button.setAttribute('aria-label', label)
  button.dataset.tool = role
  button.addEventListener('click', () => addFree(editor, role))
  return button
}

function gap() {
  return Object.assign(document.createElement('span'), { className: 'gap' })
}

// The corner of the paper: zoom and fit.
export function corner(editor) {
  const element = Object.assign(document.createElement('div'), { className: 'corner' })
  element.setAttribute('role', 'group')
  element.setAttribute('aria-label', 'Zoom')
  element.append(
    iconButton('out', 'Zoom out', '-', () => editor.zoomBy(0.8)), iconButton('in', 'Zoom in', '+', () => editor.zoomBy(1.25)),
    iconButton('fit', 'Show the whole drawing', '0', () => editor.fit()),
  )
  return element
}
