// What a stroke of the pencil means. Points and places in, an intention out.

import { HEIGHT, WIDTH } from './geometry.js'

const NEAR = 14 // canvas units outside a node that still touch it

const touches = ([x, y], [cx, cy]) => Math.abs(x - cx) <= WIDTH / 2 + NEAR && Math.abs(y - cy) <= HEIGHT / 2 + NEAR

// {kind: 'links', pairs: [[source, target], ...]}: a stroke through nodes, closed where it comes back to the first.
// {kind: 'grow', from, at}: from a node to empty paper. {kind: 'node', at}: a small circle on empty paper.
// {kind: 'none', why}: nothing that can be read.
export function meaning(points, at) {
  const passed = []
  for (const point of dense(points)) {
    const hit = [...at].find(([, centre]) => touches(point, centre))?.[0]
    if (hit !== undefined && passed.at(-1) !== hit) passed.push(hit)
  }
  const [first, last] = [points[0], points.at(-1)]
  if (!passed.length) return circle(points)
  const closed = Math.hypot(first[0] - last[0], first[1] - last[1]) < Math.max(70, 0.12 * span(points))
  if (closed && passed.length > 1 && passed.at(-1) !== passed[0]) passed.push(passed[0])
  if (passed.length > 1) return { kind: 'links', pairs: passed.slice(1).map((target, k) => [passed[k], target]) }
  const outside = !touches(last, at.get(passed[0]))
  if (outside && touches(first, at.get(passed[0]))) return { kind: 'grow', from: passed[0], at: last }
  return { kind: 'none', why: 'A stroke through one node alone makes nothing: draw on to another, or onto empty paper.' }
}

// The points with others between them, so that a fast hand passes over no node.
function dense(points) {
  return points.flatMap((point, k) => {
    const before = points[k - 1] || point
    const steps = Math.max(1, Math.ceil(Math.hypot(point[0] - before[0], point[1] - before[1]) / 20))
    return Array.from({ length: steps }, (_, i) => [0, 1].map(j => before[j] + ((point[j] - before[j]) * (i + 1)) / steps))
  })
}

function span(points) {
  const [xs, ys] = [points.map(p => p[0]), points.map(p => p[1])]
  return Math.hypot(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))
}

function circle(points) {
  const [xs, ys] = [points.map(p => p[0]), points.map(p => p[1])]
  const middle = [xs, ys].map(values => Math.round((Math.max(...values) + Math.min(...values)) / 2))
  const [first, last] = [points[0], points.at(-1)]
  const back = Math.hypot(first[0] - last[0], first[1] - last[1]) < 0.5 * span(points) + 12
  if (back && span(points) < 420) return { kind: 'node', at: middle }
  return { kind: 'none', why: 'Draw a small circle for a node, a line from node to node for a link, a ring through nodes for a loop.' }
}
