// What may be done with the drawing, each one step of undo. Gestures, keys, tools and cards all come here.

import { aligned } from './arrange.js'
import { copied, pasted } from './clipboard.js'
import {
  addHarm, addLink, addNeed, addNode, called, collectionOf, find, hangsOn, isLink, isNode, items, nameOf, place, remove,
} from './document.js'
import { enterName, enterNumber } from './entry.js'
import { MAIN, fieldOf } from './fields.js'
import { free } from './geometry.js'
import { toWorld } from './view.js'

const round = point => point.map(Math.round)

// Something was drawn: select it and ask for its name or number, which belongs to the same step of undo.
function made(editor, doc, selected, asked) {
  editor.change(doc)
  editor.select([selected])
  editor.draw()
  edit(editor, asked, true)
  return true
}

export function addAt(editor, point, role = editor.lastRole || 'user') {
  editor.lastRole = role
  const [doc, id] = addNode(editor.doc, role, round(point))
  return made(editor, doc, id, id)
}

export function addFree(editor, role) {
  const middle = toWorld(editor.view, [editor.box.width / 2, editor.box.height / 2])
  return addAt(editor, free(middle, [...editor.renderer.at.values()]), role)
}

export function connect(editor, source, target) {
  const [doc, id] = addLink(editor.doc, source, target)
  return made(editor, doc, id, id)
}

// A link to a new node: what users, customers and members bring is content at first, what content brings is users.
export function addLinked(editor, source, point) {
  const role = (find(editor.doc, source) || {}).role === 'content' ? 'user' : 'content'
  const [withNode, node] = addNode(editor.doc, role, round(point))
  const [doc, link] = addLink(withNode, source, node)
  return made(editor, doc, link, node)
}

// The links of a sketched loop, those that are missing; one step.
export function connectAll(editor, pairs) {
  const links = items(editor.doc, 'links')
  const missing = pairs.filter(([a, b], k) => a !== b && !links.some(l => l.source === a && l.target === b) && pairs.findIndex(([c, d]) => a === c && b === d) === k)
  if (!missing.length) return editor.say('Those links are there already.')
  const ids = []
  let { doc } = editor
  for (const [a, b] of missing) {
    const [next, id] = addLink(doc, a, b)
    doc = next
    ids.push(id)
  }
  editor.change(doc)
  editor.select(ids)
  editor.say(`${ids.length === 1 ? 'One link' : `${ids.length} links`} drawn at a rate of 0.1. Double-click a rate to set it.`)
  if (ids.length === 1) edit(editor, ids[0], true)
}

export function harm(editor, killer, target) {
  const found = addHarm(editor.doc, killer, target)
  if (!found) return editor.say(`The harm of ${nameOf(find(editor.doc, killer))} on ${called(editor.doc, target)} is drawn already.`)
  editor.change(found[0])
  editor.select([found[1]])
  editor.say(`Harm drawn: ${nameOf(find(editor.doc, killer))} on ${called(editor.doc, target)}. Ctrl+Z takes it back.`)
}

export function need(editor, node, link) {
  const found = addNeed(editor.doc, link, node)
  if (!found) return editor.say(`${called(editor.doc, link)} needs ${nameOf(find(editor.doc, node))} already.`)
  editor.change(found[0])
  editor.select([found[1]])
  editor.say(`${called(editor.doc, link)} now needs ${nameOf(find(editor.doc, node))}. Ctrl+Z takes it back.`)
}

// Ties drawn with the keyboard: begun on a node, ended on what has the focus when Enter is pressed.
const TIES = {
  link: { says: 'Link', ends: 'the target', fits: isNode, run: connect },
  harm: { says: 'Harm', ends: 'the link or node that suffers', fits: (doc, id) => isNode(doc, id) || isLink(doc, id), run: harm },
  need: { says: 'Need', ends: 'the link that needs it', fits: isLink, run: need },
}

export function startTie(editor, kind, from) {
  editor.tie = { kind, from }
  editor.say(`${TIES[kind].says} from ${nameOf(find(editor.doc, from))}: go to ${TIES[kind].ends} with Tab and press Enter. Escape leaves it.`)
  return true
}

export function endTie(editor, id) {
  const { kind, from } = editor.tie
  if (!TIES[kind].fits(editor.doc, id)) {
    editor.say(`That is not ${TIES[kind].ends}: go on with Tab, or leave it with Escape.`)
    return true
  }
  editor.tie = null
  editor.say('')
  TIES[kind].run(editor, from, id)
  return true
}

export function removeIds(editor, ids) {
  if (!ids.length) return false
  const more = hangsOn(editor.doc, ids).size - ids.length
  const what = ids.length === 1 ? called(editor.doc, ids[0]) : `${ids.length} elements`
  editor.change(remove(editor.doc, ids))
  editor.select([])
  editor.svg.focus()
  editor.say(`Deleted ${what}${more ? ` and ${more} that hung on it` : ''}. Ctrl+Z brings it back.`)
  return true
}

// Open the input in place: the name of a node, the main number of anything else.
export function edit(editor, id, justMade = false) {
  const collection = collectionOf(editor.doc, id)
  if (!collection) return false
  return collection === 'nodes' ? enterName(editor, id, justMade) : enterNumber(editor, id, fieldOf(collection, MAIN[collection]), justMade)
}

export function copy(editor) {
  const text = copied(editor.doc, editor.selected)
  editor.say(text ? 'Copied.' : 'Select nodes to copy.')
  return text
}

export function paste(editor, text, offset, verb = 'pasted') {
  const found = pasted(editor.doc, text, offset)
  if (found.error) return editor.say(found.error)
  editor.change(found.doc)
  editor.select(found.ids)
  editor.say(`${found.ids.length === 1 ? 'One node' : `${found.ids.length} nodes`} ${verb}. Ctrl+Z takes it back.`)
}

export function duplicate(editor) {
  const text = copied(editor.doc, editor.selected)
  if (text) paste(editor, text, undefined, 'duplicated')
  else editor.say('Select nodes to duplicate.')
  return true
}

export function align(editor, how) {
  const ids = [...editor.selected].filter(id => isNode(editor.doc, id))
  if (ids.length < 2) return editor.say('Select two nodes or more to put them in order.')
  editor.glide(() => editor.change(place(editor.doc, aligned(editor.renderer.at, ids, how))))
}

export function nudge(editor, focused, [dx, dy]) {
  const ids = focused && !editor.selected.has(focused) ? [focused] : [...editor.selected]
  const chosen = ids.filter(id => isNode(editor.doc, id))
  if (!chosen.length) return false
  const at = id => editor.renderer.at.get(id)
  return editor.change(place(editor.doc, Object.fromEntries(chosen.map(id => [id, [at(id)[0] + dx, at(id)[1] + dy]]))))
}
