// Numbers as people read them.

import { isEstimate, mid } from './document.js'

export { mid }

const plain = (value, digits = 3) => String(Number(value.toPrecision(digits)))

export function shown(quantity) {
  const value = mid(quantity)
  if (typeof value !== 'number') return value == null ? '?' : String(value).slice(0, 14)
  const size = Math.abs(value)
  for (const [limit, letter] of [[1e12, 'T'], [1e9, 'B'], [1e6, 'M']]) {
    if (size >= limit) return `${plain(value / limit)}${letter}`
  }
  if (size >= 1000) return Math.round(value).toLocaleString('en-US')
  return plain(value)
}

export function percent(quantity) {
  const value = mid(quantity)
  return typeof value === 'number' ? `${plain(value * 100)} %` : shown(quantity)
}

// A quantity as the text a person would type for it again; shares as percentages.
export function typedAs(quantity, kind) {
  if (quantity == null) return ''
  const value = mid(quantity)
  if (typeof value !== 'number') return String(value ?? '')
  const one = number => (kind === 'share' || kind === 'part' ? `${Number((number * 100).toPrecision(6))} %` : String(number))
  const ranged = isEstimate(quantity) && typeof quantity.low === 'number' && typeof quantity.high === 'number'
  return ranged ? `${one(value)} (${one(quantity.low)} to ${one(quantity.high)})` : one(value)
}
