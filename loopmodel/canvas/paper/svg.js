// Elements of an SVG.

export const SVG = 'http://www.w3.org/2000/svg'

export function make(tag, attributes = {}, parent = null) {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  if (parent) parent.append(element)
  return element
}

// A mark with what is wrong, at a corner of an element.
export function badge(parent, x, y, problem) {
  const g = make('g', { class: 'badge', transform: `translate(${x} ${y})` }, parent)
  make('circle', { r: 9 }, g)
  make('text', { y: 4.5 }, g).textContent = '!'
  make('title', {}, g).textContent = problem
}
