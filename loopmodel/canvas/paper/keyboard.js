// Keys on the paper. Streamlit has one-letter keys of its own, so nothing pressed here may leave the canvas.

import { ROLES, isNode, place } from './document.js'

const NUDGE = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

export function listen(editor, root) {
  root.addEventListener('keydown', event => {
    event.stopPropagation()
    if (event.target.closest('input, select, textarea')) return
    if (pressed(editor, event)) event.preventDefault()
  })
  root.addEventListener('keyup', event => {
    event.stopPropagation()
    if (event.key === ' ') editor.spaceHeld = false
  })
}

// Carries out a key and says whether it meant something.
export function pressed(editor, event) {
  const { key } = event
  const command = event.ctrlKey || event.metaKey
  const focused = event.target.closest('[data-id]')?.dataset.id ?? null
  if (command) return commanded(editor, key.toLowerCase(), event.shiftKey)
  if (event.target.closest('.tools')) return false
  if (key in NUDGE) return nudge(editor, focused, NUDGE[key], event.shiftKey ? 1 : 10)
  if (key === 'Delete' || key === 'Backspace') return editor.removeSelected(focused)
  if (key === 'Escape') return editor.escape()
  if (key === ' ' && !focused) return (editor.spaceHeld = true)
  if (key === 'Enter' || key === 'F2' || key === ' ') return entered(editor, focused, key)
  if (key.toLowerCase() === 'l' && focused && isNode(editor.doc, focused)) return editor.startLink(focused)
  if (key === '+' || key === '=') return editor.zoomBy(1.25)
  if (key === '-') return editor.zoomBy(0.8)
  if (key === '0') return editor.fit()
  const role = ROLES[Number(key) - 1]
  return role ? editor.addFree(role) : false
}

function commanded(editor, key, shift) {
  if (key === 'z') return shift ? editor.redo() : editor.undo()
  if (key === 'y') return editor.redo()
  if (key === 'a') return editor.selectAll()
  return false
}

function entered(editor, focused, key) {
  if (!focused) return false
  if (editor.linkFrom) return editor.endLink(focused)
  if (key === ' ') return editor.toggle(focused)
  return editor.edit(focused)
}

function nudge(editor, focused, [dx, dy], by) {
  const ids = focused && !editor.selected.has(focused) ? [focused] : [...editor.selected]
  const chosen = ids.filter(id => isNode(editor.doc, id))
  if (!chosen.length) return false
  const at = id => editor.renderer.at.get(id)
  editor.change(place(editor.doc, Object.fromEntries(chosen.map(id => [id, [at(id)[0] + dx * by, at(id)[1] + dy * by]]))))
  return true
}
