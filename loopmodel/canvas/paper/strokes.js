// What each kind of stroke does while it lasts and when it ends. gestures.js tells which kind it is.

import * as actions from './actions.js'
import { find, isLink, isNode, place } from './document.js'
import { meaning } from './lasso.js'
import { make } from './svg.js'
import { panned, toWorld } from './view.js'

// g: {id, from, at, before, moved, shift, kind}, points of the svg. over(skip, point): the element under the pointer or point.
export const STROKES = {
  pan: { move: (editor, g) => editor.look(panned(editor.view, g.at[0] - g.before[0], g.at[1] - g.before[1])) },
  pick: {},
  move: { begin: chooseIt, move: dragNodes, up: drop },
  connect: { move: (editor, g, over) => rubber(editor, g, over(), id => isNode(editor.doc, id)), up: connect },
  tie: { move: (editor, g, over) => rubber(editor, g, over(), id => isLink(editor.doc, id)), up: tie },
  box: { move: drawBox, up: pickBox },
  sketch: { begin: (editor, g) => { g.points = [toWorld(editor.view, g.from)] }, move: sketch, up: sketched },
  erase: { begin: wipe, move: erase, up: (editor, g) => actions.removeIds(editor, [...g.gone]) },
  pull: {
    begin: (editor, g) => editor.pull.begin(g.id, 'rate'),
    move: (editor, g) => editor.pull.by(g.at[0] - g.from[0]),
    up: editor => editor.pull.end(),
    abort: editor => editor.pull.cancel(),
  },
}

function chooseIt(editor, g) {
  if (!editor.selected.has(g.id)) editor.select([g.id])
}

function dragNodes(editor, g, over) {
  const { view, selected, doc, renderer, moved } = editor
  g.origin ??= new Map([...selected].filter(id => isNode(doc, id)).map(id => [id, renderer.at.get(id)]))
  const [dx, dy] = [0, 1].map(k => (g.at[k] - g.from[k]) / view.zoom)
  for (const [id, [x, y]] of g.origin) moved.set(id, [Math.round(x + dx), Math.round(y + dy)])
  g.victim = g.origin.size === 1 && find(doc, g.id)?.role === 'killer' ? over(g.id) : null
  editor.hint(g.victim)
  editor.schedule()
}

// A killer let go on a link or a node harms it and goes back to where it was; anything else lies where it was let go.
function drop(editor, g) {
  const positions = Object.fromEntries(editor.moved)
  editor.moved.clear()
  if (g.victim && (isNode(editor.doc, g.victim) || isLink(editor.doc, g.victim))) return actions.harm(editor, g.id, g.victim)
  editor.change(place(editor.doc, positions))
}

function rubber(editor, g, over, fits) {
  const { renderer, view } = editor
  renderer.draft.replaceChildren()
  make('path', { d: `M${renderer.at.get(g.id)}L${toWorld(view, g.at)}`, class: 'rubber' }, renderer.draft)
  editor.hint(over && fits(over) ? over : null)
}

const outside = (editor, [x, y]) => x < 0 || y < 0 || x > editor.box.width || y > editor.box.height

function connect(editor, g, over) {
  const id = over()
  if (outside(editor, g.at)) return editor.say('Let go outside the paper: nothing was drawn.')
  if (id === null) actions.addLinked(editor, g.id, toWorld(editor.view, g.at))
  else if (id === g.id) editor.say('A link from a node to itself: select the node, press L, then Enter.')
  else if (isNode(editor.doc, id)) actions.connect(editor, g.id, id)
  else if (isLink(editor.doc, id) && find(editor.doc, g.id).role === 'killer') actions.harm(editor, g.id, id)
  else editor.say('A link ends on a node. With the need tool (T) a node can be drawn onto a link that needs it.')
}

function tie(editor, g, over) {
  const id = over()
  if (id && isLink(editor.doc, id)) actions.need(editor, g.id, id)
  else editor.say('A need ends on a link: draw from the node to the link, or its number, that needs it.')
}

function drawBox(editor, g) {
  const [a, b] = [toWorld(editor.view, g.from), toWorld(editor.view, g.at)]
  g.box = [0, 1].map(k => [Math.min(a[k], b[k]), Math.max(a[k], b[k])])
  const [[x, right], [y, bottom]] = g.box
  editor.renderer.draft.replaceChildren()
  make('rect', { x, y, width: right - x, height: bottom - y, class: 'box' }, editor.renderer.draft)
}

function pickBox(editor, g) {
  const [[left, right], [top, bottom]] = g.box
  const within = ([x, y]) => x >= left && x <= right && y >= top && y <= bottom
  const { at, labelAt } = editor.renderer
  editor.select([...editor.selected, ...[...at, ...labelAt].filter(([, point]) => within(point)).map(([id]) => id)])
}

function sketch(editor, g) {
  g.points.push(toWorld(editor.view, g.at))
  editor.renderer.draft.replaceChildren()
  make('path', { d: `M${g.points.map(point => point.map(Math.round)).join('L')}`, class: 'sketch' }, editor.renderer.draft)
}

function sketched(editor, g) {
  const found = meaning(g.points, editor.renderer.at)
  if (found.kind === 'node') actions.addAt(editor, found.at)
  else if (found.kind === 'links') actions.connectAll(editor, found.pairs)
  else if (found.kind === 'grow') actions.addLinked(editor, found.from, found.at)
  else editor.say(found.why)
}

function wipe(editor, g) {
  g.gone = new Set(g.id === null ? [] : [g.id])
  g.gone.forEach(id => editor.renderer.fade(id))
}

// All that lies between the last point and this one, however fast the hand is.
function erase(editor, g, over) {
  const steps = Math.ceil(Math.hypot(g.at[0] - g.before[0], g.at[1] - g.before[1]) / 8)
  for (let k = 1; k <= steps; k += 1) {
    const id = over(null, [0, 1].map(i => g.before[i] + ((g.at[i] - g.before[i]) * k) / steps))
    if (id === null || g.gone.has(id)) continue
    g.gone.add(id)
    editor.renderer.fade(id)
  }
}
