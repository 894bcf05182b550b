// Where things lie: outlines of roles, arcs of links, places of nodes, the view that shows all. Numbers in, numbers out.

export const WIDTH = 150
export const HEIGHT = 64
const BOW = 0.16

export const OUTLINES = {
  pill: 'M-43-32H43A32 32 0 0 1 43 32H-43A32 32 0 0 1-43-32Z',
  box: 'M-75-32H75V32H-75Z',
  double: 'M-43-32H43A32 32 0 0 1 43 32H-43A32 32 0 0 1-43-32ZM-43-27H43A27 27 0 0 1 43 27H-43A27 27 0 0 1-43-27Z',
  page: 'M-71-32H57L75-14V28A4 4 0 0 1 71 32H-71A4 4 0 0 1-75 28V-28A4 4 0 0 1-71-32ZM57-32V-14H75',
  hexagon: 'M-57-32H57L75 0L57 32H-57L-75 0Z',
  octagon: 'M-59-32H59L75-16V16L59 32H-59L-75 16V-16Z',
}
const ROUND = { pill: 32, double: 32, box: 0, page: 4, hexagon: 22, octagon: 14 }

// Whether a point, relative to the centre of a node, lies inside its outline (corners as arcs of that radius).
export function inside(shape, x, y, margin = 0) {
  const r = (ROUND[shape] ?? 8) + margin
  const dx = Math.max(0, Math.abs(x) - (WIDTH / 2 + margin - r))
  const dy = Math.max(0, Math.abs(y) - (HEIGHT / 2 + margin - r))
  return dx * dx + dy * dy <= r * r && Math.abs(x) <= WIDTH / 2 + margin && Math.abs(y) <= HEIGHT / 2 + margin
}

const at = (curve, t) => {
  const u = 1 - t
  const [a, b, c, d] = curve
  return [0, 1].map(k => u * u * u * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t * t * t * d[k])
}

// The t at which the curve crosses the rim between a point inside (t = from) and one outside (t = to).
function rim(curve, centre, shape, from, to, margin) {
  for (let k = 0; k < 18; k += 1) {
    const middle = (from + to) / 2
    const [x, y] = at(curve, middle)
    if (inside(shape, x - centre[0], y - centre[1], margin)) from = middle
    else to = middle
  }
  return to
}

// The part of a cubic between two of its parameters (de Casteljau).
function part(curve, t0, t1) {
  const mix = (p, q, t) => [p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t]
  const split = (c, t) => {
    const [ab, bc, cd] = [mix(c[0], c[1], t), mix(c[1], c[2], t), mix(c[2], c[3], t)]
    const [abc, bcd] = [mix(ab, bc, t), mix(bc, cd, t)]
    const m = mix(abc, bcd, t)
    return [[c[0], ab, abc, m], [m, bcd, cd, c[3]]]
  }
  const [, right] = split(curve, t0)
  return split(right, (t1 - t0) / (1 - t0))[0]
}

// An arc from one node to another, `turn`-th of those that run beside each other; or round, from a node to itself.
// {path, labels: [[x, y], ...] where its rate may stand, best first, end: [x, y], angle in degrees, ticks: [x, y, angle] of
// the marks of a lag, near its beginning}
export function arc(source, target, sourceShape, targetShape, turn = 0) {
  const curve = source === target ? ring(source, turn) : bowed(source, target, turn)
  const from = source === target ? 0.02 : 0
  const start = rim(curve, source, sourceShape, from, 0.5, 1)
  const end = rim(curve, target, targetShape, 1 - from, 0.5, 4)
  const shape = end > start ? part(curve, start, end) : curve
  const [tail, tip] = [shape[2], shape[3]]
  return {
    path: `M${shape[0].map(fixed)}C${shape.slice(1).flat().map(fixed)}`,
    labels: [0.5, 0.4, 0.6, 0.3, 0.7].map(t => at(shape, t)),
    end: tip,
    angle: degrees(tail, tip),
    ticks: [0.14, 0.18, 0.22].map(t => [...at(shape, t), degrees(at(shape, t - 0.02), at(shape, t + 0.02))]),
  }
}

const degrees = ([x, y], [toX, toY]) => (Math.atan2(toY - y, toX - x) * 180) / Math.PI

const fixed = number => Math.round(number * 10) / 10

function bowed(source, target, turn) {
  const [dx, dy] = [target[0] - source[0], target[1] - source[1]]
  const bow = BOW * (1 + 1.6 * turn)
  const lift = t => [source[0] + dx * t + dy * bow, source[1] + dy * t - dx * bow]
  return [source, lift(0.3), lift(0.7), target]
}

function ring([x, y], turn) {
  const [out, up] = [70 + 26 * turn, 118 + 34 * turn]
  return [[x, y], [x - out, y - up], [x + out, y - up], [x, y]]
}

// Positions of all nodes: those of the layout, the others on a ring around its middle.
export function positions(doc) {
  const layout = doc.layout || {}
  const nodes = Array.isArray(doc.nodes) ? doc.nodes : []
  const known = id => Array.isArray(layout[id]) && layout[id].every(Number.isFinite)
  const loose = nodes.filter(node => !known(node.id))
  const placed = nodes.filter(node => known(node.id)).map(node => layout[node.id])
  const middle = placed.length ? [0, 1].map(k => placed.reduce((sum, p) => sum + p[k], 0) / placed.length) : [0, 0]
  const radius = Math.max(placed.length ? 340 : 190, loose.length * 42)
  const found = new Map(nodes.filter(node => known(node.id)).map(node => [node.id, layout[node.id]]))
  loose.forEach((node, index) => {
    const angle = (2 * Math.PI * index) / loose.length - Math.PI / 2
    found.set(node.id, [middle[0] + 1.35 * radius * Math.cos(angle), middle[1] + radius * Math.sin(angle)])
  })
  return found
}

// The view {x, y, zoom} in which a canvas of that size shows all positions, clear of the bar at its foot.
export function fitted(points, width, height, border = width < 600 ? 10 : 44) {
  const foot = 56
  const room = height - foot
  if (!points.length) return { x: width / 2, y: room / 2, zoom: 1 }
  const [xs, ys] = [points.map(p => p[0]), points.map(p => p[1])]
  const [left, right] = [Math.min(...xs) - WIDTH / 2, Math.max(...xs) + WIDTH / 2]
  const [top, bottom] = [Math.min(...ys) - HEIGHT / 2, Math.max(...ys) + HEIGHT / 2]
  const zoom = Math.min(1.25, (width - 2 * border) / (right - left), (room - 0.8 * border) / (bottom - top))
  const held = Math.max(0.02, zoom)
  return { x: width / 2 - (held * (left + right)) / 2, y: room / 2 + 0.2 * border - (held * (top + bottom)) / 2, zoom: held }
}

// A free place for a new node, as near to a wished one as can be.
export function free(wished, taken) {
  const clear = p => taken.every(q => Math.abs(p[0] - q[0]) > WIDTH + 90 || Math.abs(p[1] - q[1]) > HEIGHT + 90)
  for (let ringSize = 0; ringSize < 40; ringSize += 1) {
    for (let k = 0; k < Math.max(1, 8 * ringSize); k += 1) {
      const angle = (2 * Math.PI * k) / Math.max(1, 8 * ringSize)
      const p = [wished[0] + ringSize * 60 * Math.cos(angle), wished[1] + ringSize * 60 * Math.sin(angle)]
      if (clear(p)) return p.map(Math.round)
    }
  }
  return wished
}

// Text in at most `lines` lines of about `width` characters, broken between words where there are any.
export function wrapped(text, width = 17, lines = 2) {
  const found = []
  let rest = text.replace(/\s+/g, ' ').trim()
  while (rest && found.length < lines) {
    if (rest.length <= width) return [...found, rest]
    const space = rest.lastIndexOf(' ', width)
    const cut = space > width / 3 ? space : width
    found.push(rest.slice(0, cut))
    rest = rest.slice(cut).trim()
  }
  if (rest) found[found.length - 1] = `${found.at(-1).slice(0, width - 1)}…`
  return found.length ? found : ['']
}
