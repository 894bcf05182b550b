// The drawing as SVG: elements are made once, kept by id, and touched only when what they show has changed.

import { items } from './document.js'
import { OUTLINES, positions } from './geometry.js'
import { drawLinks } from './render-links.js'
import { drawNode } from './render-nodes.js'
import { drawTies } from './render-ties.js'
import { make } from './svg.js'

const FAR = 0.62 // below this zoom names are larger and values left out

export class Renderer {
  constructor(svg) {
    const defs = make('defs', {}, svg)
    for (const [shape, d] of Object.entries(OUTLINES)) make('path', { d }, make('clipPath', { id: `in-${shape}` }, defs))
    this.world = make('g', {}, svg)
    for (const layer of ['arcs', 'ties', 'dots', 'nodes', 'labels', 'draft']) this[layer] = make('g', { class: layer }, this.world)
    this.kept = new Map() // key -> {element, signature}
    this.arcOf = new Map() // link id -> its arc, as geometry.js gives it
    this.labelAt = new Map() // link id -> where its label stands
    this.tieAt = new Map() // harm or need id -> where its mark stands
    this.at = new Map() // node id -> its middle
  }

  // Move the view alone; says whether what is drawn must change with it.
  look(view) {
    this.world.setAttribute('transform', `translate(${view.x} ${view.y}) scale(${view.zoom})`)
    const far = view.zoom < FAR
    const changed = far !== this.far
    this.far = far
    this.world.classList.toggle('far', far)
    return changed
  }

  // Draw a scene: {doc, moved, selected, payload, view, lit, flows}
  draw(scene) {
    const { doc, view, moved } = scene
    this.look(view)
    this.at = positions(doc)
    for (const [id, point] of moved) this.at.set(id, point)
    this.live = new Set()
    const nodes = new Map(items(doc, 'nodes').map(node => [node.id, node]))
    drawLinks(this, scene, nodes)
    drawTies(this, scene, nodes)
    for (const node of nodes.values()) drawNode(this, scene, node)
    for (const [key, { element }] of this.kept) {
      if (this.live.has(key)) continue
      element.remove()
      this.kept.delete(key)
      if (key.startsWith('a ')) this.arcOf.delete(key.slice(2))
    }
  }

  // The element of a key in a layer, filled again only where the signature is new.
  patch(key, layer, attributes, signature, fill) {
    this.live.add(key)
    let found = this.kept.get(key)
    if (!found) this.kept.set(key, found = { element: make('g', attributes, this[layer]), signature: null })
    if (found.signature !== signature) {
      found.element.replaceChildren()
      fill(found.element)
      found.signature = signature
    }
    return found.element
  }

  elementOf(id) {
    return ['n', 'l', 't'].map(kind => this.kept.get(`${kind} ${id}`)?.element).find(Boolean)
  }

  placeOf(id) { return this.at.get(id) || this.labelAt.get(id) || this.tieAt.get(id) }

  // Show an element as good as gone; with null all are back.
  fade(id) {
    for (const kind of ['n', 'l', 'a', 't']) this.kept.get(`${kind} ${id}`)?.element.classList.add('fading')
    if (id === null) for (const { element } of this.kept.values()) element.classList.remove('fading')
  }
}
