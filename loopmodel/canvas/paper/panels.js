// The sheets that fold out over the paper: keys, the drawing in words, its loops, its picture.

import { element as make } from './dom.js'
import { KEYS } from './keyboard.js'
import { copySvg, printPicture, savePng, saveSvg } from './picture.js'
import { sentences } from './words.js'

const GESTURES = [
  ['Double-click or long-press the paper', 'a new node; type its name, 1 to 6 choose its role'],
  ['Drag from the rim of a node', 'a link; let go on empty paper for a new node as well'],
  ['Double-click a name or a number', 'type another: 12 %, 0.12, 1 in 8, 3 per user, every 2 weeks, 2 to 6 %'],
  ['Drag a number sideways', 'pull a rate: verdict and curve follow'],
  ['Drag a killer onto a link or node', 'it harms it'], ['Pencil', 'draw a ring through nodes for a loop, a small circle for a node'],
  ['Eraser', 'click or wipe over what is to go'], ['Need tool', 'draw from a node to the link that needs it'],
  ['Shift and drag', 'select what lies in a box'], ['Wheel or pinch', 'zoom; drag empty paper to pan'],
]
const SIGNS = [
  ['solid arrow', 'creates: the source stays'], ['dashed arrow, open tip', 'converts: the source becomes the target'],
  ['thickness', 'how much flows'], ['ticks, ⏱', 'a lag'], ['dashed number', 'a guess'], ['≈', 'a benchmark'], ['✓', 'measured'],
  ['wide glow', 'the strongest loop'], ['▲ weakest', 'the link the loop would first die of'],
]

const table = rows => make('dl', {}, ...rows.map(([what, means]) => make('div', {}, make('dt', { textContent: what }), make('dd', { textContent: means }))))

const FILL = {
  help: ['Gestures and keys', () => [table(GESTURES), make('h3', { textContent: 'Keys' }), table(KEYS), make('h3', { textContent: 'Signs' }), table(SIGNS)]],
  words: ['The drawing in words', editor => {
    const said = sentences(editor.doc)
    return [make('ul', {}, ...(said.length ? said : ['Nothing is drawn yet.']).map(text => make('li', { textContent: text })))]
  }],
  loops: ['Loops, strongest first', editor => loopRows(editor)],
  lenses: ['Lenses', editor => [
    make('p', { textContent: 'What every link and retention weighs, worn on the drawing. The Weak points page has the same as a table.' }),
    make('fieldset', {}, make('legend', { textContent: 'Lens' }), ...LENSES.map(lens => lensRow(editor, lens))),
    make('p', { textContent: editor.payload.lens?.says || (editor.lens ? 'Too large for a lens here: see the Weak points page.' : '') }),
  ]],
  picture: ['The drawing as a picture', editor => [
    make('p', { textContent: 'As it is seen now, in these colours. Press 0 on the paper first to see all of it.' }),
    ...[['Save as SVG', saveSvg], ['Save as PNG', savePng], ['Copy as SVG', copySvg], ['Print', printPicture]].map(([label, run]) => {
      const button = make('button', { type: 'button', textContent: label })
      button.addEventListener('click', () => run(editor).then(said => said && editor.say(said)))
      return button
    }),
  ]],
}

const LENSES = [
  ['', 'None'], ['leverage', 'Leverage: what a small change does'], ['fragility', 'Fragility: how far to the break-even'], ['loss', 'Loss: growth without it'],
]

function lensRow(editor, [name, label]) {
  const input = make('input', { type: 'radio', name: 'lens', value: name, checked: editor.lens === name })
  input.addEventListener('change', () => editor.wear(name))
  return make('label', {}, input, ` ${label}`)
}

function loopRows(editor) {
  const { loops } = editor.payload
  if (!loops.length) return [make('p', { textContent: 'No links form a circle yet. Draw a link back to where the others began.' })]
  return [make('ol', {}, ...loops.map(loop => {
    const button = make('button', { type: 'button', textContent: loop.text })
    const light = on => () => editor.light(on ? loop.links : [])
    for (const type of ['pointerenter', 'focus']) button.addEventListener(type, light(true))
    for (const type of ['pointerleave', 'blur']) button.addEventListener(type, light(false))
    button.addEventListener('click', () => editor.select(loop.links))
    return make('li', {}, button)
  }))]
}

export class Panels {
  constructor(editor) {
    this.editor = editor
    this.element = make('section', { className: 'panel', hidden: true })
    this.element.setAttribute('role', 'dialog')
    this.element.addEventListener('keydown', event => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      this.close()
    })
  }

  // Open a sheet, or close it where it is open already.
  open(name) {
    if (this.name === name) return this.close()
    this.name = name
    this.editor.want('loops', name === 'loops')
    this.fill()
    this.element.hidden = false
    this.element.querySelector('.close').focus()
    return true
  }

  fill() {
    const [title, body] = FILL[this.name]
    const close = make('button', { type: 'button', className: 'close', textContent: '✕' })
    close.setAttribute('aria-label', 'Close')
    close.addEventListener('click', () => this.close())
    this.element.setAttribute('aria-label', title)
    const content = make('div', { className: 'body', tabIndex: 0 }, ...body(this.editor))
    this.element.replaceChildren(make('header', {}, make('h2', { textContent: title }), close), content)
    this.shown = this.signature()
  }

  signature() { return this.name === 'words' ? this.editor.doc : this.name === 'loops' ? JSON.stringify(this.editor.payload.loops) : this.name + this.editor.lens + this.editor.payload.lens?.name }

  // What the open sheet shows may have changed with the drawing.
  update() {
    if (!this.name || this.signature() === this.shown) return
    const held = this.element.getRootNode().activeElement
    this.fill()
    if (held?.name) this.element.querySelector(`[name=${held.name}][value="${held.value}"]`)?.focus()
  }

  close() {
    this.name = null
    this.editor.want('loops', false)
    this.element.hidden = true
    this.editor.light([])
    this.editor.svg.focus({ preventScroll: true })
    return true
  }
}
