// Undo and redo over whole documents, the last LIMIT of them. Values in, values out.

export const LIMIT = 200

export const begin = doc => ({ past: [], doc, future: [] })

export function commit(history, doc) {
  if (doc === history.doc) return history
  return { past: [...history.past, history.doc].slice(-LIMIT), doc, future: [] }
}

// The document as it stands replaced without a step of its own: what follows belongs to the stroke before.
export const amend = (history, doc) => ({ ...history, doc, future: [] })

// Every step under another name of the model: saving under a name is nothing to undo.
export const renamed = (history, name) => ({
  past: history.past.map(doc => ({ ...doc, name })),
  doc: { ...history.doc, name },
  future: history.future.map(doc => ({ ...doc, name })),
})

export function undo(history) {
  if (!history.past.length) return history
  return { past: history.past.slice(0, -1), doc: history.past.at(-1), future: [history.doc, ...history.future] }
}

export function redo(history) {
  if (!history.future.length) return history
  return { past: [...history.past, history.doc], doc: history.future[0], future: history.future.slice(1) }
}
