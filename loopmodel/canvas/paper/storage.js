// The draft kept in the browser, so that an unsaved drawing survives a reload. Storage may be full or forbidden: then
// nothing is kept and nothing breaks.

const TAB = 'loopmodel:draft'
const LAST = 'loopmodel:last-draft'
const ROOM = 1500000 // characters; older undo steps are left out beyond it

export function keep(history) {
  let past = history.past
  let text = JSON.stringify({ ...history, past })
  while (text.length > ROOM && past.length) {
    past = past.slice(Math.ceil(past.length / 2))
    text = JSON.stringify({ past, doc: history.doc, future: [] })
  }
  try {
    sessionStorage.setItem(TAB, text)
    localStorage.setItem(LAST, JSON.stringify({ past: [], doc: history.doc, future: [] }))
  } catch { /* no room, or not allowed */ }
}

// The history of this tab before it was reloaded, else the last drawing of this browser, else null.
export function kept() {
  try {
    const found = JSON.parse(sessionStorage.getItem(TAB) || localStorage.getItem(LAST))
    const sound = found && Array.isArray(found.past) && Array.isArray(found.future) && Array.isArray(found.doc.nodes)
    return sound ? found : null
  } catch {
    return null
  }
}
