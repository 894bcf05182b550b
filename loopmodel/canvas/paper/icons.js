// The pictures on the tools: strokes on a grid of 20, drawn in the colour of the text.

import { make } from './svg.js'

const PATHS = {
  hand: 'M5 3l10 7-4.4 1L13 16l-2 1-2.3-5L5 15Z',
  pencil: 'M4 16l1-4 8-8 3 3-8 8ZM11 6l3 3',
  eraser: 'M8 16h8M3.5 12.5l7-8 5 4.5-6.5 7H6Z',
  need: 'M3 10h6m8 0a3 3 0 1 0-6 0 3 3 0 1 0 6 0',
  undo: 'M7 4L3 8l4 4M3 8h8a5 5 0 0 1 0 9H8',
  redo: 'M13 4l4 4-4 4M17 8H9a5 5 0 0 0 0 9h3',
  arrange: 'M10 3.5a6.5 6.5 0 1 0 .01 0M10 1v5M16.500 10h-4M3.5 10h4M10 19v-5',
  loops: 'M6 7a4 4 0 1 0 4 4M14 13a4 4 0 1 0-4-4M10 11V9',
  words: 'M3 5h14M3 9h14M3 13h9M3 17h6',
  picture: 'M3 4h14v12H3ZM3 13l4-4 3 3 3-3 4 4',
  lens: 'M8.500 3a5.500 5.500 0 1 0 .01 0M12.500 12.500L17 17',
  help: 'M7 7.500a3 3 0 1 1 4.500 2.500C10.300 10.700 10 11.300 10 12.500M10 15.500v.5',
  in: 'M10 4v12M4 10h12',
  out: 'M4 10h12',
  fit: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4',
  play: 'M6 3.500v13l11-6.500Z',
  pause: 'M6 4v12M14 4v12',
  stop: 'M5 5h10v10H5Z',
}

export function icon(name) {
  const svg = make('svg', { viewBox: '0 0 20 20', 'aria-hidden': true, class: 'icon' })
  make('path', { d: PATHS[name] }, svg)
  return svg
}

// A button with an icon and a label for those who do not see it.
export function iconButton(name, label, key, run) {
  const button = document.createElement('button')
  button.type = 'button'
  button.append(icon(name))
  button.title = key ? `${label} (${key})` : label
  button.setAttribute('aria-label', label)
  button.dataset.tool = name
  button.addEventListener('click', () => run())
  return button
}
