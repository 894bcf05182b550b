// Keys on the paper. Streamlit has one-letter keys of its own, so nothing pressed here may leave the canvas.

import * as actions from './actions.js'
import { ROLES, find, isNode } from './document.js'

const NUDGE = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

// All keys, for the help sheet.
export const KEYS = [
  ['1 … 6', 'a new node: users, customers, members, content, channel, killer'],
  ['Tab', 'walk through nodes, links and tools'], ['Enter', 'edit the name or rate of what has the focus'],
  ['Space', 'select what has the focus; on the paper, hold it and drag to pan'],
  ['L, then Enter', 'a link from the focused node to the one you go to'],
  ['H, then Enter', 'a harm from the focused killer'], ['N, then Enter', 'a need of a link for the focused node'],
  ['Arrows', 'move what is selected; with Shift by a single step'], ['Delete', 'delete what is selected, with what hangs on it'],
  ['Ctrl+Z, Ctrl+Y', 'undo, redo'], ['Ctrl+C, Ctrl+X, Ctrl+V', 'copy, cut, paste, between models and windows too'], ['Ctrl+D', 'duplicate'], ['Ctrl+A', 'select all'],
  ['V, P, E, T', 'tools: hand, pencil, eraser, need'], ['A', 'arrange the drawing'], ['K', 'play'], ['+ − 0', 'zoom in, out, show all'],
  ['Escape', 'leave what was begun'], ['?', 'this sheet'],
]

// Returns what ends the listening.
export function listen(editor, root) {
  root.addEventListener('keydown', event => {
    event.stopPropagation()
    if (event.target.closest('input, select, textarea, dialog')) return
    if (pressed(editor, event)) event.preventDefault()
  })
  // Keys count on the paper also while nothing on the page has the focus.
  const anywhere = event => {
    if (event.target !== document.body || event.composedPath()[0] !== document.body) return
    if (pressed(editor, event)) { event.preventDefault(); event.stopImmediatePropagation() }
  }
  document.addEventListener('keydown', anywhere, true)
  root.addEventListener('keyup', event => {
    event.stopPropagation()
    if (event.key === ' ') editor.spaceHeld = false
  })
  const plain = event => !event.composedPath()[0].closest?.('input, select, textarea')
  const taking = cut => event => {
    const text = plain(event) && actions.copy(editor)
    if (!text) return
    event.clipboardData.setData('text/plain', text)
    event.preventDefault()
    if (cut) actions.removeIds(editor, [...editor.selected])
  }
  root.addEventListener('copy', taking(false))
  root.addEventListener('cut', taking(true))
  root.addEventListener('paste', event => {
    if (!plain(event)) return
    event.preventDefault()
    actions.paste(editor, event.clipboardData.getData('text/plain'))
  })
  return () => document.removeEventListener('keydown', anywhere, true)
}

// Carries out a key and says whether it meant something.
export function pressed(editor, event) {
  const { key } = event
  const focused = event.target.closest('[data-id]')?.dataset.id ?? null
  if (event.ctrlKey || event.metaKey) return commanded(editor, key.toLowerCase(), event.shiftKey)
  if (event.altKey || (event.target.closest('button') && (key === 'Enter' || key === ' '))) return false
  if (key in NUDGE) return actions.nudge(editor, focused, NUDGE[key].map(step => step * (event.shiftKey ? 1 : 10)))
  if (key === 'Delete' || key === 'Backspace') return actions.removeIds(editor, focused && !editor.selected.has(focused) ? [focused] : [...editor.selected])
  if (key === 'Escape') return editor.escape()
  if (key === ' ' && !focused) return (editor.spaceHeld = true)
  if (key === 'Enter' || key === 'F2' || key === ' ') return entered(editor, focused, key)
  return lettered(editor, focused, key.toLowerCase())
}

function commanded(editor, key, shift) {
  if (key === 'z') return shift ? editor.redo() : editor.undo()
  if (key === 'y') return editor.redo()
  if (key === 'a') return editor.selectAll()
  if (key === 'd') return actions.duplicate(editor)
  return false
}

function entered(editor, focused, key) {
  if (!focused) return false
  if (editor.tie) return actions.endTie(editor, focused)
  if (key === ' ') return editor.toggle(focused)
  return actions.edit(editor, focused)
}

const TIES = { l: 'link', h: 'harm', n: 'need' }
const MODES = { v: 'hand', p: 'pencil', e: 'eraser', t: 'need' }

function lettered(editor, focused, key) {
  if (key in TIES && focused && isNode(editor.doc, focused)) {
    if (key === 'h' && find(editor.doc, focused).role !== 'killer') return editor.say('Only a killer harms: give the node that role first.') ?? true
    return actions.startTie(editor, TIES[key], focused)
  }
  if (key in MODES) return editor.setMode(MODES[key])
  if (key === 'a') return editor.arrange()
  if (key === 'k') return editor.player.toggle()
  if (key === '+' || key === '=') return editor.zoomBy(1.25)
  if (key === '-') return editor.zoomBy(0.8)
  if (key === '0') return editor.fit()
  if (key === '?') return editor.panels.open('help')
  const role = ROLES[Number(key) - 1]
  return role ? actions.addFree(editor, role) : false
}
