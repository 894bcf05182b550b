// "Why do you think so?": what a number rests on, in the words of whoever set it.

import { isEstimate, setReason } from './document.js'
import { basisOf } from './fields.js'
import { typedAs } from './numbers.js'

const BASES = [['guess', 'a guess'], ['benchmark', 'a benchmark'], ['measured', 'measured']]

export class Reasons {
  constructor(editor) {
    this.editor = editor
    this.element = document.createElement('details')
    this.element.className = 'reasons'
    this.summary = document.createElement('summary')
    this.basis = document.createElement('select')
    this.why = Object.assign(document.createElement('textarea'), { rows: 2, maxLength: 10000 })
    this.source = Object.assign(document.createElement('input'), { maxLength: 10000 })
    for (const [value, text] of BASES) this.basis.append(new Option(text, value))
    const rows = [['It is', this.basis, 'basis'], ['Because', this.why, 'why'], ['Source', this.source, 'source']]
    this.element.append(this.summary, ...rows.map(([label, input, part]) => this.row(label, input, part)))
  }

  row(label, input, part) {
    const row = document.createElement('label')
    row.append(Object.assign(document.createElement('span'), { textContent: label }), input)
    if (part !== 'basis') row.className = 'long'
    input.addEventListener('change', () => this.editor.change(setReason(this.editor.doc, this.id, this.name, part, input.value)))
    return row
  }

  show(element, field) {
    const quantity = element[field.name] ?? field.none
    this.element.hidden = field.kind === 'whole' || quantity == null || typeof quantity === 'string'
    if (this.element.hidden) return
    Object.assign(this, { id: element.id, name: field.name })
    const { why = '', source = '' } = isEstimate(quantity) ? quantity : {}
    const basis = basisOf(quantity)
    this.summary.textContent = `${field.label} ${typedAs(isEstimate(quantity) ? quantity.mid : quantity, field.kind)} is ${basis === 'measured' ? basis : `a ${basis}`}: why do you think so?`
    const put = (input, value) => { if (input.value !== value && input.getRootNode().activeElement !== input) input.value = value }
    put(this.basis, basis)
    put(this.why, why)
    put(this.source, source)
  }
}
