// The draft kept in the browser, so that an unsaved drawing survives a reload. Storage may be full or forbidden: then
// nothing is kept and nothing breaks.

const TAB = 'loopmodel:draft'
const LAST = 'loopmodel:last-draft'
const ROOM = 1500000 // characters; older undo steps are left out beyond it
const REST = 250 // milliseconds without a stroke

let waiting = null
let latest = null

// Keep it once the hand rests, or at the latest when the page is left.
export function keepSoon(history) {
  clearTimeout(waiting)
  latest = history
  waiting = setTimeout(keepNow, REST)
}

function keepNow() {
  if (latest) keep(latest)
  latest = null
}

addEventListener('pagehide', keepNow)

function keep({ past, doc, future }) {
  const size = JSON.stringify(doc).length
  const steps = Math.floor(ROOM / size) - 1
  const whole = past.length + future.length <= steps
  const kept = whole ? { past, doc, future } : { past: steps > 0 ? past.slice(-steps) : [], doc, future: [] }
  try {
    localStorage.setItem(LAST, JSON.stringify({ past: [], doc, future: [] }))
    sessionStorage.setItem(TAB, JSON.stringify(kept))
  } catch { /* no room, or not allowed */ }
}

// The history of this tab before it was reloaded, else the last drawing of this browser, else null.
export function kept() {
  keepNow()
  try {
    const found = JSON.parse(sessionStorage.getItem(TAB) || localStorage.getItem(LAST))
    const sound = found && Array.isArray(found.past) && Array.isArray(found.future) && Array.isArray(found.doc.nodes)
    return sound ? found : null
  } catch {
    return null
  }
}
