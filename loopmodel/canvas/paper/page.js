// The page around the canvas, as far as the canvas draws on it: over the verdict and the chart, never in them.

import { HEIGHT, MARGIN, drawCurve } from './curve.js'
import { SVG } from './svg.js'

export class Around {
  constructor(root) {
    this.root = root // whose colours the overlays wear
    this.overlays = new Map()
  }

  // A layer exactly over an element of the page, made when first asked for; null where the page has no such element.
  over(selector) {
    const under = document.querySelector(selector)
    if (!under) return null
    let layer = this.overlays.get(selector)
    if (!layer) {
      layer = Object.assign(document.createElement('div'), { className: 'loopmodel-over' })
      layer.setAttribute('aria-hidden', 'true')
      const shadow = layer.attachShadow({ mode: 'open' })
      const sheet = document.createElement('style')
      sheet.textContent = CSS
      shadow.append(sheet, document.createElement('main'))
      document.body.append(layer)
      this.overlays.set(selector, layer)
    }
    const box = under.getBoundingClientRect()
    const look = getComputedStyle(this.root)
    for (const name of ['background-color', 'text-color', 'border-color', 'font']) layer.style.setProperty(`--st-${name}`, look.getPropertyValue(`--st-${name}`))
    Object.assign(layer.style, { position: 'fixed', left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${box.height}px`, zIndex: 90, pointerEvents: 'none' })
    return { main: layer.shadowRoot.querySelector('main'), box, under }
  }

  // The verdict and the curve of an answer (preview.js), in place of those on the page.
  show(answer, preview, rules, period) {
    const verdict = this.over('.st-key-verdict-line h3')
    if (verdict) {
      verdict.main.className = 'verdict'
      const icon = verdict.under.querySelector('[role=img]')?.getBoundingClientRect()
      const [arrow, ...words] = answer.said.split(' ')
      verdict.main.style.gridTemplateColumns = `${(icon ? icon.right - verdict.box.left : 20).toFixed(1)}px 1fr`
      verdict.main.replaceChildren(arrow, Object.assign(document.createElement('span'), { textContent: words.join(' ') }))
    }
    const curve = this.over('.st-key-chart')
    if (!curve) return
    curve.main.className = 'curve'
    let svg = curve.main.querySelector('svg')
    if (!svg) curve.main.replaceChildren(svg = document.createElementNS(SVG, 'svg'), Object.assign(document.createElement('style'), { textContent: rules }))
    drawCurve(svg, { ...preview, lines: answer.lines, period }, curve.box.width, HEIGHT)
  }

  // A line on the chart at a share of its time axis.
  cursor(share) {
    const curve = this.over('.st-key-chart')
    if (!curve) return
    curve.main.className = 'cursor'
    const x = MARGIN.left + share * (curve.box.width - MARGIN.left - MARGIN.right)
    curve.main.innerHTML = `<i style="left:${x.toFixed(1)}px"></i>`
  }

  clear() {
    for (const layer of this.overlays.values()) layer.remove()
    this.overlays.clear()
  }
}

const CSS = `
main { display: block; width: 100%; height: 100%; box-sizing: border-box; color: var(--st-text-color); font-family: var(--st-font); }
.verdict { display: grid; column-gap: .28em; height: auto; min-height: 100%; background: var(--st-background-color); font-size: 1.24rem; font-weight: 600; line-height: 1.3; }
.curve { background: var(--st-background-color); }
svg { width: 100%; height: ${HEIGHT}px; display: block; }
.grid { stroke: var(--st-border-color); }
text { fill: var(--st-text-color); font-size: 12px; }
.tick { text-anchor: end; }
.foot { text-anchor: middle; }
.line { fill: none; stroke: var(--role); stroke-width: 2.5; }
.end { fill: var(--role); font-size: 11.5px; }
.cursor { position: relative; }
.cursor i { position: absolute; top: ${MARGIN.top}px; height: ${HEIGHT - MARGIN.top - MARGIN.bottom}px; width: 2px; margin-left: -1px; background: var(--st-text-color); opacity: .55; }
`
