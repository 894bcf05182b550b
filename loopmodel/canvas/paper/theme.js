// Colours of roles and of the weak point as CSS variables, for the background there is now.

export function dark(background) {
  const parts = background.match(/[\d.]+/g)
  const [r, g, b] = background.startsWith('#') ? hex(background) : (parts || [255, 255, 255]).map(Number)
  return 0.299 * r + 0.587 * g + 0.114 * b < 128
}

const hex = text => [1, 3, 5].map(at => parseInt(text.length < 7 ? text[(at + 1) / 2].repeat(2) : text.slice(at, at + 2), 16))

export function colours(root, sheet, { roles, accent }) {
  const background = getComputedStyle(root).getPropertyValue('--st-background-color').trim() || '#ffffff'
  const side = dark(background) ? 'dark' : 'light'
  const rules = Object.entries(roles).map(([role, look]) => `.role-${role}{--role:${look[side]}}`)
  rules.push(`.canvas{--accent:${accent[side]};--killer:${roles.killer[side]}}`)
  sheet.textContent = rules.join('')
}
