// What canvas and Python say to each other; protocol.py has the same version.
//
// Python sends {version, revision, document, fresh, opened, problems, weakest, roles, accent, period}; revision counts the documents
// it has pushed. The canvas sends, once for a finished gesture, {version, base, seq, document}: base is the revision it
// was made on. The canvas takes a document only with a revision that is new to it, so an echo never fights the pencil.

export const VERSION = 1

export const edit = (base, seq, document) => ({ version: VERSION, base, seq, document })

export const isNew = (known, payload) => payload.revision !== known
