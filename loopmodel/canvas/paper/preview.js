// Answers computed in Python for some forty values of a number, read at any value between them. Values in, values out.
//
// preview: {id, field, values, said, flows: {link: [...]}, periods, lines: [{name, role, dash, at: [[...], ...]}], log, level}

// What holds at a value: {said, flows, lines}, numbers in proportion between the two nearest answers, words of the nearest.
export function answerAt(preview, value) {
  const { values } = preview
  let k = values.findIndex(known => known >= value)
  if (k < 0) k = values.length - 1
  const before = Math.max(0, k - 1)
  const span = values[k] - values[before]
  const share = span > 0 ? Math.min(1, Math.max(0, (value - values[before]) / span)) : 1
  const mix = (a, b) => a + (b - a) * share
  return {
    said: preview.said[share < 0.5 ? before : k],
    flows: Object.fromEntries(Object.entries(preview.flows).map(([id, at]) => [id, mix(at[before], at[k])])),
    lines: preview.lines.map(line => ({ ...line, y: line.at[k].map((y, t) => mix(line.at[before][t] ?? y, y)) })),
  }
}

// The end of a slider for a number: all of it for a share, else a round number well beyond where it stands.
export function sliderTop(value, kind) {
  if (kind === 'share' || kind === 'part') return 1
  return rounded(1.5 * (value > 0 ? value : 2 / 3))
}

// The next of 1, 2, 5, 10, ...
export function rounded(value) {
  const ten = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map(step => step * ten).find(step => step >= value * (1 - 1e-9))
}

// About four round numbers from 0 to the top of an axis.
export function marks(top) {
  if (!(top > 0)) return [0]
  const step = rounded(top / 4.5)
  const found = []
  for (let mark = 0; mark <= top * 1.0001; mark += step) found.push(Number(mark.toPrecision(12)))
  return found
}

// What crossing the break-even does, seen from where the number stands.
export function crossing(level, value, shown) {
  if (level == null) return ''
  return value >= level ? `Below ${shown(level)} the loop dies.` : `From ${shown(level)} on it carries itself.`
}
