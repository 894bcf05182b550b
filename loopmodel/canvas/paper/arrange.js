// Putting several nodes in order, and moving from one order to another. Numbers in, numbers out.

const mean = numbers => numbers.reduce((sum, n) => sum + n, 0) / numbers.length

// New places {id: [x, y]} for the chosen nodes: 'row', 'column', or 'ring' in the order they lie around their middle.
export function aligned(at, ids, how) {
  const points = ids.map(id => [id, at.get(id)]).filter(([, point]) => point)
  const middle = [0, 1].map(k => mean(points.map(([, p]) => p[k])))
  if (how === 'row') return entries(spread(points, 0, 290), ([x]) => [x, middle[1]])
  if (how === 'column') return entries(spread(points, 1, 150), ([, y]) => [middle[0], y])
  const turn = ([x, y]) => Math.atan2(y - middle[1], x - middle[0])
  const around = [...points].sort(([, p], [, q]) => turn(p) - turn(q))
  const radius = Math.max(150, 58 * points.length)
  const first = around.length ? turn(around[0][1]) : 0
  return Object.fromEntries(around.map(([id], k) => {
    const angle = first + (2 * Math.PI * k) / around.length
    return [id, [Math.round(middle[0] + 1.3 * radius * Math.cos(angle)), Math.round(middle[1] + radius * Math.sin(angle))]]
  }))
}

const entries = (points, to) => Object.fromEntries(points.map(([id, point]) => [id, to(point).map(Math.round)]))

// Points in their order along an axis, pushed apart where they lie nearer than `least`.
function spread(points, axis, least) {
  const ordered = [...points].sort(([, p], [, q]) => p[axis] - q[axis])
  let edge = -Infinity
  return ordered.map(([id, point]) => {
    const moved = [...point]
    moved[axis] = edge = Math.max(point[axis], edge + least)
    return [id, moved]
  })
}

// Places on the way from one map of places to another, `share` from 0 to 1, slow at both ends.
export function between(from, to, share) {
  const eased = share * share * (3 - 2 * share)
  return new Map([...to].map(([id, end]) => {
    const start = from.get(id) || end
    return [id, [0, 1].map(k => start[k] + (end[k] - start[k]) * eased)]
  }))
}
