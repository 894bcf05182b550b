// The draft kept in the browser, so that an unsaved drawing and its undo steps survive a reload or another page.
// Storage may be full or forbidden: then nothing is kept and nothing breaks.

const TAB = 'loopmodel:draft'
const LAST = 'loopmodel:last-draft'
const ROOM = 2000000 // characters; older undo steps are left out beyond it
const REST = 250 // milliseconds without a stroke

let waiting = null
let latest = null

// Keep it once the hand rests, or at the latest when the page is left. mark: {session, base, seq} of its last edit.
export function keepSoon(history, mark) {
  clearTimeout(waiting)
  latest = { history, mark }
  waiting = setTimeout(keepNow, REST)
}

function keepNow() {
  if (latest) keep(latest)
  latest = null
}

addEventListener('pagehide', keepNow)

function keep({ history, mark }) {
  try {
    localStorage.setItem(LAST, JSON.stringify(packed({ past: [], doc: history.doc, future: [] })))
    for (let steps = history.past.length; ; steps = Math.floor(steps / 2)) {
      const text = JSON.stringify({ ...packed({ ...history, past: history.past.slice(history.past.length - steps) }), mark })
      if (text.length > ROOM && steps > 0) continue
      sessionStorage.setItem(TAB, text)
      return
    }
  } catch { /* no room, or not allowed */ }
}

// {history, mark} of this tab before it was reloaded, else the last drawing of this browser, else null.
export function kept() {
  keepNow()
  try {
    const found = JSON.parse(sessionStorage.getItem(TAB) || localStorage.getItem(LAST))
    const history = found && unpacked(found)
    return history && Array.isArray(history.doc.nodes) ? { history, mark: found.mark || {} } : null
  } catch {
    return null
  }
}

// Steps share most of their elements: each element is written once, a step as the places of its elements in the list.
export function packed({ past, doc, future }) {
  const list = []
  const places = new Map()
  const place = value => {
    const key = value !== null && typeof value === 'object' ? value : `${typeof value} ${value}`
    if (!places.has(key)) places.set(key, list.push(value) - 1)
    return places.get(key)
  }
  const step = whole => Object.fromEntries(Object.entries(whole).map(([name, value]) => [name, Array.isArray(value) ? value.map(place) : place(value)]))
  return { steps: [...past, doc, ...future].map(step), now: past.length, list }
}

export function unpacked({ steps, now, list }) {
  const whole = step => Object.fromEntries(Object.entries(step).map(([name, at]) => [name, Array.isArray(at) ? at.map(k => list[k]) : list[at]]))
  const all = steps.map(whole)
  return { past: all.slice(0, now), doc: all[now], future: all.slice(now + 1) }
}
