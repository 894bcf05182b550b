// What canvas and Python say to each other; protocol.py has the same version.
//
// Python sends {version, session, revision, taken, document, fresh, opened, ...what it has worked out}; revision counts the
// documents it has pushed, taken is the number of the last edit it took over. The canvas sends, once for a finished
// gesture, {version, session, base, seq, document}: base is the revision it was made on. The canvas takes a document only
// with a revision that is new to it, so an echo never fights the pencil; an edit that was not taken is sent again.

export const VERSION = 2

export const edit = (mark, document) => ({ version: VERSION, ...mark, document })

// Whether the edit marked {session, base, seq} is still on its way to a Python that says this.
export const pending = (mark, payload) => mark.session === payload.session && mark.base === payload.revision && mark.seq > payload.taken

// What to do with a payload, given the one before (null at first): 'keep' the drawing, take the one 'pushed', or 'offer'
// ours to a session that began anew and knows nothing of it.
export function received(before, payload, drawnOn) {
  if (before && before.session === payload.session) return before.revision === payload.revision ? 'keep' : 'pushed'
  return before && payload.fresh && drawnOn ? 'offer' : 'pushed'
}

// How to begin with a kept draft {history, mark}, or null: 'blank' without it, 'same' where Python has it already,
// 'resend' where its last edit never arrived, 'pushed' where Python went on from it, 'offer' to a session that is new.
export function begun(draft, payload) {
  if (!draft) return 'blank'
  if (pending(draft.mark, payload)) return 'resend'
  if (JSON.stringify(draft.history.doc) === JSON.stringify(payload.document)) return 'same'
  if (payload.fresh) return 'offer'
  return draft.mark.session === payload.session ? 'pushed' : 'blank'
}
