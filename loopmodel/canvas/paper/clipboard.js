// What is copied is a model file of its own, and any model file can be pasted. Values in, values out.

import { items, newId, place } from './document.js'
import { positions } from './geometry.js'

const KINDS = ['nodes', 'links', 'harms', 'needs']
const ENDS = { links: ['source', 'target'], harms: ['killer', 'target', 'host'], needs: ['link', 'node'] }

// The chosen nodes with all that runs among them, or the chosen links with their ends, as the text of a model.
export function copied(doc, ids) {
  const chosen = new Set(ids)
  for (const link of items(doc, 'links')) if (chosen.has(link.id)) [link.source, link.target].forEach(end => chosen.add(end))
  const nodes = items(doc, 'nodes').filter(node => chosen.has(node.id)).map(node => ({ ...node, group: undefined }))
  if (!nodes.length) return null
  const part = { format: 'loopmodel/1', name: doc.name, period: doc.period, nodes }
  const known = new Set(nodes.map(node => node.id))
  for (const kind of KINDS.slice(1)) {
    part[kind] = items(doc, kind).filter(item => ENDS[kind].every(end => item[end] == null || known.has(item[end])))
    part[kind].forEach(item => known.add(item.id))
  }
  const at = positions(doc)
  part.layout = Object.fromEntries(nodes.map(node => [node.id, at.get(node.id)]))
  return JSON.stringify(part, null, 2)
}

// {doc, ids} with the nodes and links of a model in a text added, moved by `offset`; or {error}, a sentence.
export function pasted(doc, text, offset = [40, 40]) {
  const part = parsed(text)
  if (part.error) return part
  const ids = new Map()
  let made = doc
  const take = (kind, item) => {
    const id = newId(made, String(item.id))
    ids.set(item.id, id)
    const renamed = Object.fromEntries((ENDS[kind] || []).filter(end => item[end] != null).map(end => [end, ids.get(item[end]) ?? item[end]]))
    made = { ...made, [kind]: [...items(made, kind), { ...item, ...renamed, id }] }
  }
  for (const node of part.nodes) take('nodes', { ...node, group: null })
  for (const kind of KINDS.slice(1)) {
    for (const item of items(part, kind)) if (ENDS[kind].every(end => item[end] == null || ids.has(item[end]))) take(kind, item)
  }
  const at = positions(part)
  const layout = part.nodes.map(node => [ids.get(node.id), at.get(node.id).map((value, k) => Math.round(value + offset[k]))])
  return { doc: place(made, Object.fromEntries(layout)), ids: part.nodes.map(node => ids.get(node.id)) }
}

function parsed(text) {
  const said = `“${text.trim().slice(0, 24)}${text.trim().length > 24 ? '…' : ''}”`
  const error = `What was pasted, ${said}, is no model. Copy nodes on the paper, or the text of a model file.`
  if (text.length > 5242880) return { error: 'What was pasted is larger than a model may be (5 MiB).' }
  let part
  try { part = JSON.parse(text) } catch { return { error } }
  if (!part || typeof part.format !== 'string' || !part.format.startsWith('loopmodel/')) return { error }
  const sound = KINDS.every(kind => items(part, kind).every(item => item && typeof item === 'object' && typeof item.id === 'string'))
  if (!sound || !items(part, 'nodes').length) return { error: 'The pasted model has no nodes, or elements without an id. Open it as a file to see what is wrong.' }
  return { ...part, nodes: part.nodes }
}

