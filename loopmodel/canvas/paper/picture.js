// The drawing as a picture of its own, exactly as seen: styles written into it, the font taken along.

import { SVG, make } from './svg.js'

const STYLES = [
  'fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'stroke-linecap', 'opacity', 'paint-order', 'display',
  'font-family', 'font-size', 'font-weight', 'text-anchor', 'font-variant-numeric',
]

// The text of an SVG file of what the paper shows now.
export async function pictured(editor) {
  const { svg, box, root } = editor
  const copy = svg.cloneNode(true)
  const [from, to] = [svg.querySelectorAll('*'), copy.querySelectorAll('*')]
  from.forEach((element, k) => {
    const look = getComputedStyle(element)
    to[k].setAttribute('style', STYLES.map(name => `${name}:${look.getPropertyValue(name)}`).join(';'))
  })
  for (const part of copy.querySelectorAll('.handle, .handle-plus, .hit')) part.remove()
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    for (const name of [...element.getAttributeNames()]) if (/^(aria-|data-|tabindex|role|class)/.test(name)) element.removeAttribute(name)
  }
  const ground = getComputedStyle(root).getPropertyValue('--st-background-color').trim() || '#fff'
  const size = { xmlns: SVG, width: Math.round(box.width), height: Math.round(box.height), viewBox: `0 0 ${Math.round(box.width)} ${Math.round(box.height)}` }
  for (const [name, value] of Object.entries(size)) copy.setAttribute(name, value)
  const paper = make('rect', { width: '100%', height: '100%', fill: ground })
  const sheet = make('style')
  sheet.textContent = await fontFace(getComputedStyle(svg).fontFamily)
  copy.prepend(sheet, paper)
  return new XMLSerializer().serializeToString(copy)
}

// The rule of the page's font with the font itself in it, or nothing where it is not to be had.
async function fontFace(family) {
  const first = family.split(',')[0].replace(/["']/g, '').trim()
  try {
    const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
    const face = rules.find(rule => rule instanceof CSSFontFaceRule && rule.style.fontFamily.replace(/["']/g, '') === first && rule.style.fontStyle !== 'italic')
    const address = new URL(face.style.src.match(/url\("?([^")]+)/)[1], face.parentStyleSheet.href || location.href)
    const font = await (await fetch(address)).blob()
    return `@font-face{font-family:"${first}";font-weight:${face.style.fontWeight || 'normal'};src:url(${await dataUrl(font)})}`
  } catch {
    return ''
  }
}

const dataUrl = blob => new Promise((done, failed) => {
  const reader = new FileReader()
  reader.onload = () => done(reader.result)
  reader.onerror = failed
  reader.readAsDataURL(blob)
})

function saved(blob, name) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10000)
}

const nameOf = editor => String(editor.doc.name || 'loop').replace(/[^\p{L}\p{N} _-]/gu, '-').slice(0, 80)

export async function saveSvg(editor) {
  saved(new Blob([await pictured(editor)], { type: 'image/svg+xml' }), `${nameOf(editor)}.svg`)
}

export async function copySvg(editor) {
  await navigator.clipboard.writeText(await pictured(editor))
  return 'The picture is in the clipboard.'
}

async function drawn(editor) {
  const image = new Image()
  image.src = await dataUrl(new Blob([await pictured(editor)], { type: 'image/svg+xml' }))
  await image.decode()
  return image
}

// Twice as many points as on the screen.
export async function savePng(editor) {
  const image = await drawn(editor)
  const canvas = Object.assign(document.createElement('canvas'), { width: 2 * image.width, height: 2 * image.height })
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height)
  saved(await new Promise(done => canvas.toBlob(done, 'image/png')), `${nameOf(editor)}.png`)
}

export async function printPicture(editor) {
  const frame = Object.assign(document.createElement('iframe'), { title: 'Print' })
  Object.assign(frame.style, { position: 'fixed', width: 0, height: 0, border: 0 })
  document.body.append(frame)
  const image = await drawn(editor)
  image.style.width = '100%'
  frame.contentDocument.body.append(frame.contentDocument.adoptNode(image))
  frame.contentWindow.addEventListener('afterprint', () => frame.remove())
  frame.contentWindow.print()
}
