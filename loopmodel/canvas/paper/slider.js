// A slider for the number in hand, with a tick at the break-even and a sentence that says what crossing it does.

import { collectionOf, find } from './document.js'
import { MAIN } from './fields.js'
import { shown } from './numbers.js'
import { crossing } from './preview.js'
import { STEPS } from './pull.js'
import { understood } from './words.js'

export class Slider {
  constructor(editor) {
    this.editor = editor
    this.element = Object.assign(document.createElement('div'), { className: 'slider' })
    this.input = Object.assign(document.createElement('input'), { type: 'range', min: 0, step: 'any' })
    this.tick = Object.assign(document.createElement('i'), { title: 'break-even' })
    this.note = document.createElement('p')
    this.name = Object.assign(document.createElement('b'), { ariaHidden: 'true' })
    const track = Object.assign(document.createElement('div'), { className: 'track' })
    track.append(this.input, this.tick)
    this.element.append(this.name, track, this.note)
    for (const type of ['pointerenter', 'focus']) this.input.addEventListener(type, () => this.editor.pull.ready(this.id, this.field.name))
    this.input.addEventListener('input', () => {
      const { editor: { pull }, id, field } = this
      if (!pull.now) pull.begin(id, field.name)
      pull.to(Number(this.input.value))
    })
    this.input.addEventListener('change', () => this.editor.pull.now && this.editor.pull.end())
  }

  show(id, field) {
    const { doc, pull } = this.editor
    const known = this.id === id && this.field === field
    Object.assign(this, { id, field })
    if (pull.now && known) return
    const { value, top } = pull.now || pull.scale(id, field.name)
    this.input.max = top
    this.input.step = field.kind === 'whole' ? 1 : top / STEPS
    this.name.textContent = field.label
    this.input.value = value
    this.input.setAttribute('aria-label', `${field.label}, slider`)
    this.level = this.levelOf(id, field)
    this.tick.hidden = this.level == null || this.level > top
    if (!this.tick.hidden) this.tick.style.left = `calc(8px + ${this.level / top} * (100% - 16px))`
    this.say(value, doc)
  }

  levelOf(id, field) {
    const { payload, doc, pull } = this.editor
    const preview = pull.preview(id, field.name)
    if (preview) return preview.level
    return field.name === MAIN[collectionOf(doc, id)] ? payload.levels[id] ?? null : null
  }

  say(value, doc) {
    const element = find(doc, this.id)
    if (!element) return
    this.input.setAttribute('aria-valuetext', shown(value))
    this.note.textContent = [understood(doc, this.id, this.field, value), crossing(this.level, value, shown)].filter(Boolean).join(' ')
  }

  pulled(value) {
    if (Number(this.input.value) !== value) this.input.value = value
    this.say(value, this.editor.doc)
  }
}
