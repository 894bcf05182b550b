// A number pulled, on its label or on a slider: label, thickness, verdict and curve follow; letting go sets it.

import { collectionOf, find, isLink, mid } from './document.js'
import { fieldOf } from './fields.js'
import { answerAt, sliderTop } from './preview.js'
import { relabel, thicken } from './render-links.js'

export const STEPS = 100 // of a slider; Python has the answer to each of them
const TRAVEL = 260 // pixels of a pull on a label for the whole of its slider
const HANDOVER = 160 // milliseconds the last picture stays after Python has answered

export class Pull {
  constructor(editor) {
    this.editor = editor
    this.now = null
  }

  // {value, top} of a number of an element, for its slider. The end stays where it is while the number is in hand.
  scale(id, name) {
    const { doc, payload } = this.editor
    const field = fieldOf(collectionOf(doc, id), name)
    const found = mid(find(doc, id)[name] ?? field.none)
    const value = typeof found === 'number' && Number.isFinite(found) ? found : 0
    const key = `${id} ${name}`
    if (this.held?.key !== key || value > this.held.top) {
      const level = field.name === 'rate' ? payload.levels[id] : null
      this.held = { key, top: sliderTop(Math.max(value, level || 0), field.kind) }
    }
    return { value, top: this.held.top, whole: field.kind === 'whole' }
  }

  preview(id, name) {
    const { preview } = this.editor.payload
    return preview && preview.id === id && preview.field === name && preview.top === this.scale(id, name).top ? preview : null
  }

  // A number may be pulled next: have the answers around it worked out.
  ready(id, name) {
    const { editor } = this
    if (this.now || this.awaited != null) return
    editor.select([id], name, this.scale(id, name).top)
    editor.want('preview', true)
  }

  begin(id, name) {
    this.ready(id, name)
    this.settle()
    if (!this.preview(id, name)) this.editor.emitWants()
    this.now = { id, name, ...this.scale(id, name) }
    this.now.from = this.now.value
    this.editor.player.rest()
  }

  by(pixels) {
    const { from, top } = this.now
    this.to(from + (pixels / TRAVEL) * top)
  }

  // Show a value, in steps a person would choose.
  to(value) {
    const { top, id, name, whole } = this.now
    const step = whole ? 1 : top / STEPS
    this.now.value = Math.min(Math.max(0, Number((Math.round(value / step) * step).toPrecision(6))), top)
    this.frame ??= requestAnimationFrame(() => { this.frame = null; this.show(id, name) })
  }

  show(id, name) {
    if (!this.now) return
    const { editor } = this
    const { value } = this.now
    const preview = this.preview(id, name)
    const answer = preview && answerAt(preview, value)
    const flows = answer ? answer.flows : editor.payload.flows
    const most = Math.max(0, ...Object.values(flows))
    if (isLink(editor.doc, id) && name === 'rate') relabel(editor.renderer, find(editor.doc, id), value)
    for (const [link, flow] of Object.entries(flows)) thicken(editor.renderer, link, flow, most)
    editor.card.pulled(value)
    if (answer) editor.around.show(answer, preview, editor.sheet.textContent, editor.payload.period)
  }

  // Let go: the exact result takes the place of the preview as soon as Python has it.
  end() {
    const { id, name, value, from } = this.now
    this.now = null
    if (value === from) return this.cancel()
    this.editor.set(id, name, value)
    this.awaited = this.editor.mark.seq
  }

  cancel() {
    this.now = null
    this.settle()
    this.editor.invalidate()
  }

  settle() {
    clearTimeout(this.closing)
    this.awaited = null
    this.editor.around.clear()
  }

  // A payload has come: where it has taken what was let go, the overlay goes.
  heard(payload) {
    if (this.now || this.awaited == null || payload.taken < this.awaited) return
    clearTimeout(this.closing)
    this.closing = setTimeout(() => { if (!this.now) this.settle() }, HANDOVER)
  }
}
