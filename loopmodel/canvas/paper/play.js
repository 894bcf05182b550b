// The projection played on the drawing: stocks fill and shrink, flows run along their links, a slider holds the time.

import { icon, iconButton } from './icons.js'
import { fillNode } from './render-nodes.js'
import { thicken } from './render-links.js'
import { make } from './svg.js'

const SECONDS = 12 // for the whole horizon
const CROSSING = 1100 // milliseconds a unit takes along a link without a lag
const MOST_DOTS = 7
const DOTS_UP_TO = 150 // links

export class Player {
  constructor(editor) {
    this.editor = editor
    this.on = false // whether a moment of the projection is shown
    this.running = false
    this.time = 0
    this.still = matchMedia('(prefers-reduced-motion: reduce)')
    this.bar = Object.assign(document.createElement('div'), { className: 'play' })
    this.bar.setAttribute('role', 'group')
    this.bar.setAttribute('aria-label', 'Play the projection')
    this.button = iconButton('play', 'Play the projection', 'K', () => this.toggle())
    this.button.append(Object.assign(document.createElement('span'), { textContent: 'Play' }))
    this.slider = Object.assign(document.createElement('input'), { type: 'range', min: 0, step: 1, value: 0, hidden: true })
    this.slider.setAttribute('aria-label', 'Time')
    this.bar.addEventListener('keydown', event => event.key === 'Escape' && this.stop())
    this.slider.addEventListener('input', () => { this.running = false; this.seek(Number(this.slider.value)) })
    this.said = Object.assign(document.createElement('output'), { hidden: true })
    this.stopper = iconButton('stop', 'Back to the start', 'Escape', () => this.stop())
    this.stopper.hidden = true
    this.bar.append(this.button, this.slider, this.said, this.stopper)
  }

  get data() { return this.editor.payload.play }

  toggle() {
    this.running = !this.running
    if (!this.on) this.begin()
    else if (this.running && this.time >= this.last) this.time = 0
    this.run()
    return true
  }

  begin() {
    this.on = true
    this.time = 0
    this.editor.want('play', true)
  }

  get last() { return this.data?.periods.at(-1) ?? 0 }

  // Stand still, out of the way of the chart.
  rest() {
    this.running = false
    this.update()
  }

  // New figures have come, or the drawing was drawn anew.
  heard() { if (this.on && this.running) this.run() }

  run() {
    this.update()
    if (!this.running || !this.data || this.frame) return
    let before = performance.now()
    let shown = -Infinity
    const tick = now => {
      this.frame = null
      if (!this.running || !this.on || !this.data) return this.update()
      this.time = Math.min(this.last, this.time + ((now - before) / 1000) * (this.last / SECONDS))
      before = now
      if (this.time >= this.last) this.running = false
      // those who want less motion see still pictures, two a second
      if (!this.still.matches || now - shown > 500 || !this.running) { shown = now; this.apply(now) }
      this.update()
      if (this.running) this.frame = requestAnimationFrame(tick)
    }
    this.frame = requestAnimationFrame(tick)
  }

  seek(time) {
    this.time = time
    this.apply(performance.now())
    this.update()
  }

  stop() {
    if (!this.on) return false
    this.on = this.running = false
    this.editor.want('play', false)
    this.editor.renderer.dots.replaceChildren()
    this.editor.around.clear()
    this.editor.invalidate()
    this.update()
    return true
  }

  // What is shown of a series at the time there is now.
  at(series) {
    const { periods } = this.data
    const k = Math.max(0, periods.findIndex((period, i) => (periods[i + 1] ?? Infinity) > this.time))
    const next = Math.min(k + 1, periods.length - 1)
    const share = next > k ? (this.time - periods[k]) / (periods[next] - periods[k]) : 0
    return series[k] + (series[next] - series[k]) * share
  }

  apply(now = performance.now()) {
    if (!this.on || !this.data) return
    const { renderer, around } = this.editor
    for (const [id, series] of Object.entries(this.data.nodes)) fillNode(renderer, id, this.at(series), Math.max(...series))
    const flows = Object.entries(this.data.links).map(([id, series]) => [id, this.at(series)])
    for (const [id, flow] of flows) thicken(renderer, id, flow, this.data.most)
    this.runDots(flows, now)
    if (!this.editor.pull.now) around.cursor(this.last ? this.time / this.last : 0)
  }

  // Dots along each link: more of them where more flows, slower where a lag holds them up.
  runDots(flows, now) {
    const { renderer, doc } = this.editor
    renderer.dots.replaceChildren()
    if (this.still.matches || flows.length > DOTS_UP_TO) return
    const lags = new Map((doc.links || []).map(link => [link.id, Number.isFinite(link.lag) ? link.lag : 0]))
    for (const [id, flow] of flows) {
      const path = renderer.kept.get(`a ${id}`)?.element.querySelector('.line')
      if (!path || !(flow > 0)) continue
      const length = path.getTotalLength()
      const count = Math.max(1, Math.round(MOST_DOTS * Math.sqrt(flow / this.data.most)))
      const pace = now / (CROSSING * (1 + 0.5 * Math.min(6, lags.get(id) || 0)))
      for (let k = 0; k < count; k += 1) {
        const { x, y } = path.getPointAtLength(length * ((pace + k / count) % 1))
        make('circle', { cx: x.toFixed(1), cy: y.toFixed(1), r: 4.2 }, renderer.dots)
      }
    }
  }

  update() {
    const { period } = this.editor.payload
    const shown = Math.round(this.time)
    this.bar.classList.toggle('on', this.on)
    for (const part of [this.slider, this.said, this.stopper]) part.hidden = !this.on
    this.slider.max = this.last
    if (document.activeElement !== this.slider || this.running) this.slider.value = shown
    this.slider.setAttribute('aria-valuetext', `${period} ${shown}`)
    this.said.textContent = `${period} ${shown}`
    if (this.pictured !== this.running) {
      this.pictured = this.running
      this.button.replaceChild(icon(this.running ? 'pause' : 'play'), this.button.firstChild)
      this.button.lastChild.textContent = this.running ? 'Pause' : 'Play'
      this.button.setAttribute('aria-label', this.running ? 'Pause' : 'Play the projection')
    }
  }
}
