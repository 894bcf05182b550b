// Numbers as people type and read them.

// "12 %" is 0.12, "1,200" is 1200; what is no number stays the text, for the check to name.
export function parsed(text) {
  const plain = text.trim().replace(/\s+%$/, '%').replace(/,(?=\d{3}(\D|$))/g, '')
  const number = Number(plain)
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) && Number.isFinite(number)) return number
  if (/^[+-]?(\d+\.?\d*|\.\d+)%$/.test(plain)) return Number((Number(plain.slice(0, -1)) / 100).toPrecision(12))
  return text.trim()
}

export const mid = quantity => (quantity !== null && typeof quantity === 'object' ? quantity.mid : quantity)

export function shown(quantity) {
  const value = mid(quantity)
  if (typeof value !== 'number') return value == null ? '?' : String(value).slice(0, 14)
  const size = Math.abs(value)
  for (const [limit, letter] of [[1e12, 'T'], [1e9, 'B'], [1e6, 'M']]) {
    if (size >= limit) return `${Number((value / limit).toPrecision(3))}${letter}`
  }
  if (size >= 1000) return Math.round(value).toLocaleString('en-US')
  return String(Number(value.toPrecision(3)))
}

export function percent(quantity) {
  const value = mid(quantity)
  return typeof value === 'number' ? `${Number((value * 100).toPrecision(3))} %` : shown(quantity)
}
