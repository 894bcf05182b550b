// Harms and needs: arrows that may end on an arrow.

import { called, items } from './document.js'
import { percent, shown } from './numbers.js'
import { make } from './svg.js'

export function drawTies(renderer, { doc, selected, payload, lit }, nodes) {
  const target = id => renderer.labelAt.get(id) || renderer.at.get(id)
  const ties = [
    ...items(doc, 'harms').map(harm => [harm, 'harm', harm.killer, harm.target, `severity ${percent(harm.severity ?? 1)}`]),
    ...items(doc, 'needs').map(need => [need, 'need', need.node, need.link, `half at ${shown(need.half)}`]),
  ]
  renderer.tieAt = new Map()
  for (const [tie, kind, from, to, value] of ties) {
    const [start, end] = [nodes.has(from) && renderer.at.get(from), target(to)]
    if (!start || !end) continue
    const length = Math.hypot(end[0] - start[0], end[1] - start[1]) || 1
    const short = Math.max(0.1, (length - (nodes.has(to) ? 58 : 38)) / length)
    const tip = [0, 1].map(k => start[k] + (end[k] - start[k]) * short)
    renderer.tieAt.set(tie.id, tip)
    const problem = payload.problems[tie.id]
    const element = renderer.patch(`t ${tie.id}`, 'ties', { 'data-id': tie.id, tabindex: 0, role: 'button' }, [start, tip].join(), g => {
      const d = `M${start}L${tip}`
      make('path', { d, class: 'hit' }, g)
      make('path', { d, class: 'line' }, g)
      const mark = kind === 'harm' ? 'M-5-5L5 5M-5 5L5-5' : 'M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0'
      make('path', { d: mark, class: 'mark', transform: `translate(${tip})` }, g)
    })
    element.setAttribute('class', `tie ${kind}${selected.has(tie.id) ? ' selected' : ''}${problem ? ' wrong' : ''}${lit.has(tie.id) ? ' lit' : ''}`)
    const spoken = `${called(doc, tie.id)}, ${value}`
    element.setAttribute('aria-label', problem ? `${spoken}. Problem: ${problem}` : spoken)
    element.setAttribute('aria-pressed', selected.has(tie.id))
  }
}
