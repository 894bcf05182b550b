// The drawing in sentences, and what was understood of a number. Values in, text out.

import { called, find, isEstimate, items, mid, nameOf } from './document.js'
import { percent, shown } from './numbers.js'

const EACH = { day: 'a day', week: 'a week', month: 'a month', quarter: 'a quarter', year: 'a year' }
const SAYS = { user: 'users', customer: 'customers', member: 'members, who are served and pay', content: 'content', channel: 'a channel', killer: 'a killer' }

const each = period => EACH[period] || 'a period'

// One sentence for each node, link, harm and need, in file order.
export function sentences(doc) {
  const period = doc.period || 'week'
  return [
    ...items(doc, 'nodes').map(node => nodeSentence(node, period)),
    ...items(doc, 'links').map(link => linkSentence(doc, link, period)),
    ...items(doc, 'harms').map(harm => `${nameOf(find(doc, harm.killer) || { id: harm.killer })} harm ${called(doc, harm.target)}, with a severity of ${percent(harm.severity ?? 1)}.`),
    ...items(doc, 'needs').map(need => `${called(doc, need.link)} needs ${nameOf(find(doc, need.node) || { id: need.node })}: half as much at ${shown(need.half)}.`),
  ]
}

function nodeSentence(node, period) {
  const inflow = mid(node.inflow) > 0 ? `, ${shown(node.inflow)} arrive from outside ${each(period)}` : ''
  const capacity = node.capacity == null ? '' : `, at most ${shown(node.capacity)}`
  return `${nameOf(node)} (${SAYS[node.role] || node.role}) start at ${shown(node.start ?? 0)} and keep ${percent(node.retention ?? 1)} ${each(period)}${inflow}${capacity}.`
}

function linkSentence(doc, link, period) {
  const [source, target] = [link.source, link.target].map(id => nameOf(find(doc, id) || { id }))
  const verb = link.mode === 'converts' ? 'become' : 'create'
  const lag = mid(link.lag) > 0 ? `, ${shown(link.lag)} ${period}${mid(link.lag) === 1 ? '' : 's'} later` : ''
  return `${source} ${verb} ${target} at ${shown(link.rate)} ${each(period)}${lag}${link.via ? `, through ${link.via}` : ''}.`
}

// What a typed value was understood as, so that percent and plain numbers cannot be confused.
export function understood(doc, id, field, value) {
  const period = doc.period || 'week'
  const range = isEstimate(value) ? ` Between ${as(field, value.low)} and ${as(field, value.high)} in nine cases of ten.` : ''
  return `${meant(doc, find(doc, id), field, mid(value), period)}${range}`
}

const as = (field, value) => (field.kind === 'share' || field.kind === 'part' || (field.kind === 'rate' && value < 1) ? percent(value) : shown(value))

function meant(doc, element, field, value, period) {
  if (field.name === 'rate') return rateMeant(doc, element, value, period)
  if (field.kind === 'share') return `${percent(value)} stay ${each(period)}, ${percent(1 - value)} leave.`
  if (field.kind === 'whole') return value ? `Arrives ${value} ${period}${value === 1 ? '' : 's'} later.` : 'Arrives with the next period.'
  if (field.name === 'severity') return `${percent(value)} of it lost if everything were killer.`
  if (field.name === 'half') return `Half the rate at ${shown(value)}.`
  if (field.kind === 'rate') return `${shown(value)} ${each(period)}.`
  return `${shown(value)}${element && element.name && field.name !== 'acquisition_cost' ? ` ${nameOf(element)}` : ''}.`
}

function rateMeant(doc, link, value, period) {
  const [source, target] = [link.source, link.target].map(id => nameOf(find(doc, id) || { id }))
  const many = value >= 0.01 || value === 0 ? 100 : 10 ** Math.ceil(-Math.log10(value))
  const become = link.mode === 'converts' ? ' become' : ','
  return `${shown(value)} = ${percent(value)}: per ${shown(many)} ${source}${become} ${shown(value * many)} ${target} ${each(period)}.`
}
