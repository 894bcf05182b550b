// Which part of the drawing is seen, and nodes on their way from one place to another.

import { between } from './arrange.js'
import { fitted } from './geometry.js'
import { Sheet } from './sheet.js'
import { zoomed } from './view.js'

// The view of a session, for a canvas that comes back from another page.
const remembered = { session: null, view: null, untouched: true }

const GLIDE = 420 // milliseconds from one arrangement to another

export class Viewport extends Sheet {
  constructor() {
    super()
    this.view = { x: 0, y: 0, zoom: 1 }
    this.box = { width: 0, height: 0 }
    this.moved = new Map() // positions while a drag lasts
    this.gliding = new Map() // positions on the way from one arrangement to another
    this.untouched = true // nobody has zoomed or panned: the view follows the size of the paper
  }

  // Where the person was, if it was in this session.
  recall({ session }) {
    if (remembered.session === session && !remembered.untouched) Object.assign(this, { view: remembered.view, untouched: false })
  }

  sized() {
    this.box = this.svg.getBoundingClientRect()
    if (this.box.width && this.untouched) this.fit()
  }

  look(view) {
    this.untouched = false
    this.view = view
    this.closeInput()
    if (this.renderer.look(view)) this.schedule()
    this.minimap.update()
    Object.assign(remembered, { session: this.payload?.session, view, untouched: false })
  }

  zoomBy(factor) { this.look(zoomed(this.view, factor, [this.box.width / 2, this.box.height / 2])); return true }

  fit() {
    this.renderer.draw(this.scene())
    this.box = this.svg.getBoundingClientRect()
    this.look(fitted([...this.renderer.at.values(), ...this.renderer.labelAt.values()], this.box.width, this.box.height))
    this.untouched = remembered.untouched = true
    this.schedule()
    return true
  }

  // Do something, and let the nodes glide to where it has put them.
  glide(run) {
    const from = new Map(this.renderer.at)
    run()
    this.renderer.draw(this.scene())
    const to = new Map([...this.renderer.at].filter(([id, p]) => from.has(id) && Math.hypot(p[0] - from.get(id)[0], p[1] - from.get(id)[1]) > 1))
    if (!to.size || this.player.still.matches) return this.draw()
    const start = performance.now()
    const tick = now => {
      const share = Math.min(1, (now - start) / GLIDE)
      this.gliding = share < 1 ? between(from, to, share) : new Map()
      this.draw()
      if (share < 1) requestAnimationFrame(tick)
      else if (this.untouched) this.fit()
    }
    tick(start)
  }
}
