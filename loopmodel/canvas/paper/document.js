// The ways a drawing changes: each takes a document and returns a new one. Python has the same, in edit.py.

export const COLLECTIONS = ['nodes', 'links', 'harms', 'needs', 'groups', 'scenarios']
export const ROLES = ['user', 'customer', 'member', 'content', 'channel', 'killer']
export const ROLE_NAMES = {
  user: 'Users', customer: 'Customers', member: 'Members', content: 'Content', channel: 'Channel', killer: 'Killer',
}

export const items = (doc, collection) => (Array.isArray(doc[collection]) ? doc[collection] : [])
export const find = (doc, id) => items(doc, 'nodes').find(n => n.id === id) || items(doc, 'links').find(l => l.id === id)
export const isNode = (doc, id) => items(doc, 'nodes').some(n => n.id === id)
export const nameOf = element => (typeof element.name === 'string' && element.name.trim()) || element.id

export function newId(doc, stem) {
  const taken = new Set(COLLECTIONS.flatMap(collection => items(doc, collection).map(item => item.id)))
  if (!taken.has(stem)) return stem
  let count = 2
  while (taken.has(`${stem}-${count}`)) count += 1
  return `${stem}-${count}`
}

// A new node has a start of 100, keeps 90 % (what is made keeps 50 %): a first guess that moves when linked.
export function addNode(doc, role, [x, y]) {
  const id = newId(doc, role)
  const count = items(doc, 'nodes').filter(n => n.role === role).length
  const name = count ? `${ROLE_NAMES[role]} ${count + 1}` : ROLE_NAMES[role]
  const retention = role === 'content' || role === 'killer' ? 0.5 : 0.9
  const node = { id, name, role, start: role === 'killer' ? 0 : 100, retention }
  return [place({ ...doc, nodes: [...items(doc, 'nodes'), node] }, { [id]: [x, y] }), id]
}

export function addLink(doc, source, target) {
  const id = newId(doc, `${source}-${target}`.slice(0, 90))
  const link = { id, source, target, rate: 0.1 }
  return [{ ...doc, links: [...items(doc, 'links'), link] }, id]
}

export const place = (doc, positions) => ({ ...doc, layout: { ...(doc.layout || {}), ...positions } })

export function setField(doc, id, name, value) {
  const collection = isNode(doc, id) ? 'nodes' : 'links'
  const changed = item => (item.id === id ? { ...item, [name]: over(item[name], value) } : item)
  return { ...doc, [collection]: items(doc, collection).map(changed) }
}

// A number typed over an estimate keeps its reason; its range goes where the number leaves it; measured becomes a guess.
export function over(old, value) {
  if (old === null || typeof old !== 'object') return value
  if (old.mid === value) return old
  const { low, high, source, ...made } = { ...old, mid: value }
  const inside = typeof value === 'number' && low != null && high != null && low <= value && value <= high
  if (inside) Object.assign(made, { low, high })
  if (made.basis === 'measured') return { ...made, basis: 'guess' }
  return source === undefined ? made : { ...made, source }
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
