// The ways a drawing changes: each takes a document and returns a new one. Python has the same, in edit.py.

export const COLLECTIONS = ['nodes', 'links', 'harms', 'needs', 'groups', 'scenarios']
const DRAWN = ['nodes', 'links', 'harms', 'needs']
export const ROLES = ['user', 'customer', 'member', 'content', 'channel', 'killer']
export const ROLE_NAMES = {
  user: 'Users', customer: 'Customers', member: 'Members', content: 'Content', channel: 'Channel', killer: 'Killer',
}

export const items = (doc, collection) => (Array.isArray(doc[collection]) ? doc[collection] : [])
export const nameOf = element => (typeof element.name === 'string' && element.name.trim()) || element.id
export const isNode = (doc, id) => items(doc, 'nodes').some(n => n.id === id)
export const isLink = (doc, id) => items(doc, 'links').some(l => l.id === id)
export const collectionOf = (doc, id) => DRAWN.find(collection => items(doc, collection).some(item => item.id === id))
export const drawn = doc => DRAWN.flatMap(collection => items(doc, collection))

export function find(doc, id) {
  for (const collection of DRAWN) {
    const found = items(doc, collection).find(item => item.id === id)
    if (found) return found
  }
}

// "Employers", or "Employers to Listings" for a link: what a person calls an element.
export function called(doc, id) {
  const element = find(doc, id)
  if (!element) return id
  const name = other => nameOf(find(doc, other) || { id: other })
  if (isLink(doc, id)) return `${name(element.source)} to ${name(element.target)}`
  if (element.killer) return `the harm of ${name(element.killer)} on ${called(doc, element.target)}`
  if (element.link) return `the need of ${called(doc, element.link)} for ${name(element.node)}`
  return nameOf(element)
}

export function newId(doc, stem) {
  const taken = new Set(COLLECTIONS.flatMap(collection => items(doc, collection).map(item => item.id)))
  if (!taken.has(stem)) return stem
  let count = 2
  while (taken.has(`${stem}-${count}`)) count += 1
  return `${stem}-${count}`
}

const withOne = (doc, collection, item) => ({ ...doc, [collection]: [...items(doc, collection), item] })

// The name a new node of a role is given until somebody names it.
export function freshName(doc, role) {
  const count = items(doc, 'nodes').filter(n => n.role === role).length
  return count ? `${ROLE_NAMES[role]} ${count + 1}` : ROLE_NAMES[role]
}

const keeps = role => (role === 'content' ? 0.5 : 0.9)
const starts = role => (role === 'killer' ? 10 : 100)

// A new node has a start of 100 (a killer of 10), keeps 90 % (what is made 50 %): a first guess that moves when linked.
export function addNode(doc, role, [x, y]) {
  const id = newId(doc, role)
  const node = { id, name: freshName(doc, role), role, start: starts(role), retention: keeps(role) }
  return [place(withOne(doc, 'nodes', node), { [id]: [x, y] }), id]
}

export function addLink(doc, source, target) {
  const id = newId(doc, `${source}-${target}`.slice(0, 90))
  return [withOne(doc, 'links', { id, source, target, rate: 0.1 }), id]
}

// The killer takes from a link's rate or a node's retention; null where it does so already.
export function addHarm(doc, killer, target) {
  if (items(doc, 'harms').some(harm => harm.killer === killer && harm.target === target)) return null
  const id = newId(doc, `${killer}-harms-${target}`.slice(0, 90))
  return [withOne(doc, 'harms', { id, killer, target, severity: 1 }), id]
}

// The link runs only as far as the node is there; null where it needs it already.
export function addNeed(doc, link, node) {
  if (items(doc, 'needs').some(need => need.link === link && need.node === node)) return null
  const id = newId(doc, `${link}-needs-${node}`.slice(0, 90))
  const start = mid(find(doc, node).start)
  return [withOne(doc, 'needs', { id, link, node, half: start > 0 ? start : 100 }), id]
}

// Every node at a place of its own: those that have none keep where they are seen, so that nobody moves them by moving another.
export function settledAt(doc, at) {
  const loose = items(doc, 'nodes').filter(node => !(doc.layout || {})[node.id] && at.has(node.id))
  return loose.length ? place(doc, Object.fromEntries(loose.map(node => [node.id, at.get(node.id).map(Math.round)]))) : doc
}

// The range an element's number had and has no longer, as [low, high]; or null.
export function lostRange(before, after) {
  const had = isEstimate(before) && before.low != null && before.high != null
  return had && !(isEstimate(after) && after.low != null) ? [before.low, before.high] : null
}

export const place = (doc, positions) => ({ ...doc, layout: { ...(doc.layout || {}), ...positions } })

export function setField(doc, id, name, value) {
  const collection = collectionOf(doc, id)
  if (!collection) return doc
  const changed = item => (item.id === id ? { ...item, [name]: over(item[name], value) } : item)
  return { ...doc, [collection]: items(doc, collection).map(changed) }
}

// A node that was just made, with another role and the first guesses that go with it.
export function withRole(doc, id, role, name) {
  const made = { role, name, retention: keeps(role), start: starts(role) }
  return Object.entries(made).reduce((changed, [field, value]) => setField(changed, id, field, value), doc)
}

export const mid = quantity => (isEstimate(quantity) ? quantity.mid : quantity)

export const isEstimate = quantity => quantity !== null && typeof quantity === 'object'

// A number or range typed over an estimate keeps its reason; a range goes where the number leaves it; what was measured
// and is overruled becomes a guess.
export function over(old, value) {
  if (!isEstimate(old)) return value
  if (old.mid === value) return old
  const { low, high, source, ...made } = isEstimate(value) ? { ...old, ...value, basis: old.basis || value.basis } : { ...old, mid: value }
  const inside = isEstimate(value) || (typeof value === 'number' && low != null && high != null && low <= value && value <= high)
  if (inside && low != null) Object.assign(made, { low, high })
  if (made.basis === 'measured') return { ...made, basis: 'guess' }
  return source === undefined ? made : { ...made, source }
}

// One part of an estimate set (basis, why, source); a plain number becomes an estimate first.
export function setReason(doc, id, name, part, value) {
  const collection = collectionOf(doc, id)
  const changed = item => {
    if (item.id !== id) return item
    const old = isEstimate(item[name]) ? item[name] : { mid: item[name], basis: 'guess' }
    const made = { ...old, [part]: value }
    if (value === '') delete made[part]
    return { ...item, [name]: made }
  }
  return { ...doc, [collection]: items(doc, collection).map(changed) }
}

export function hangsOn(doc, ids) {
  const gone = new Set(ids)
  const touched = (item, ...names) => names.some(name => gone.has(item[name]))
  for (const link of items(doc, 'links')) if (touched(link, 'source', 'target')) gone.add(link.id)
  for (const harm of items(doc, 'harms')) if (touched(harm, 'killer', 'target', 'host')) gone.add(harm.id)
  for (const need of items(doc, 'needs')) if (touched(need, 'link', 'node')) gone.add(need.id)
  return gone
}

export function remove(doc, ids) {
  const gone = hangsOn(doc, ids)
  const made = { ...doc }
  for (const collection of COLLECTIONS) {
    if (collection in doc) made[collection] = items(doc, collection).filter(item => !gone.has(item.id))
  }
  if (made.scenarios) made.scenarios = made.scenarios.map(scenario => withoutChanges(scenario, gone))
  for (const [collection, field] of [['nodes', 'group'], ['groups', 'parent']]) {
    if (made[collection]) made[collection] = made[collection].map(i => (gone.has(i[field]) ? { ...i, [field]: null } : i))
  }
  if (doc.layout) made.layout = Object.fromEntries(Object.entries(doc.layout).filter(([id]) => !gone.has(id)))
  return made
}

function withoutChanges(scenario, gone) {
  if (!Array.isArray(scenario.changes)) return scenario
  return { ...scenario, changes: scenario.changes.filter(change => !touches(change, gone)) }
}

function touches(change, gone) {
  if (gone.has(change.target) || gone.has(change.remove)) return true
  const added = Object.values(change.add || {})
  return added.some(item => Object.values(item).some(value => typeof value === 'string' && gone.has(value)))
}
