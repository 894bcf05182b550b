// A small map of a drawing that does not fit the paper: where its nodes are, and which part is seen.

import { HEIGHT, WIDTH } from './geometry.js'
import { make } from './svg.js'
import { toWorld } from './view.js'

const SIZE = [150, 96]
const MANY = 40 // nodes from which on it is always there

export class Minimap {
  constructor(editor) {
    this.editor = editor
    this.element = make('svg', { class: 'minimap', width: SIZE[0], height: SIZE[1], 'aria-hidden': true })
    const go = event => {
      if (!event.buttons) return
      event.preventDefault()
      editor.svg.focus({ preventScroll: true })
      this.centre(event)
    }
    for (const type of ['pointerdown', 'pointermove']) this.element.addEventListener(type, go)
  }

  // The part of the world the map shows: all nodes and the view.
  update() {
    const { editor } = this
    const points = [...editor.renderer.at.values()]
    const seen = [toWorld(editor.view, [0, 0]), toWorld(editor.view, [editor.box.width, editor.box.height])]
    const away = ([x, y]) => x < seen[0][0] || y < seen[0][1] || x > seen[1][0] || y > seen[1][1]
    const shown = points.length > 1 && (points.length >= MANY || points.some(away))
    this.element.style.display = shown ? '' : 'none'
    if (!shown) return
    const ends = [0, 1].map(k => [Math.min(...points.map(p => p[k]), seen[0][k]), Math.max(...points.map(p => p[k]), seen[1][k])])
    this.scale = Math.min(...ends.map(([low, high], k) => SIZE[k] / (high - low + 2 * WIDTH)))
    this.origin = ends.map(([low, high], k) => (low + high) / 2 - SIZE[k] / 2 / this.scale)
    const at = ([x, y]) => [(x - this.origin[0]) * this.scale, (y - this.origin[1]) * this.scale]
    const [wide, high] = [Math.max(2, WIDTH * this.scale), Math.max(1.5, HEIGHT * this.scale)]
    const d = points.map(point => { const [x, y] = at(point); return `M${(x - wide / 2).toFixed(1)} ${(y - high / 2).toFixed(1)}h${wide.toFixed(1)}v${high.toFixed(1)}h${(-wide).toFixed(1)}Z` }).join('')
    const [[left, top], [right, bottom]] = seen.map(at)
    this.element.replaceChildren()
    make('path', { d, class: 'map-nodes' }, this.element)
    make('rect', { x: left, y: top, width: right - left, height: bottom - top, class: 'map-view' }, this.element)
  }

  centre(event) {
    const box = this.element.getBoundingClientRect()
    const world = [event.clientX - box.left, event.clientY - box.top].map((value, k) => value / this.scale + this.origin[k])
    const { view, box: paper } = this.editor
    this.editor.look({ ...view, x: paper.width / 2 - world[0] * view.zoom, y: paper.height / 2 - world[1] * view.zoom })
  }
}
