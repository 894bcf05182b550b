// The component: one editor for each place on the page, patched at every call.

import { Editor } from './editor.js'

const editors = new WeakMap()

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  let editor = editors.get(parentElement)
  if (!editor) editors.set(parentElement, editor = new Editor(parentElement))
  // What is asked for is asked once; edits, selection and playing stay as they were last said.
  editor.receive(data, (name, value) => (name === 'ask' ? setTriggerValue : setStateValue)(name, value))
  // A superseded call is cleaned up while the component lives on: only real removal counts.
  return () => {
    if (parentElement.isConnected) return
    editor.destroy()
    editors.delete(parentElement)
  }
}
