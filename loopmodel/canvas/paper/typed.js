// What a person types for a number, as the number or range it means. Python has the same, in typed.py; both run the
// cases of tests/typed.json.
//
// read(text, kind, period) gives {value} or {error}. kind: rate, share (kept each period), part (of a whole), amount
// (above 0 where `positive`), whole (periods).

const DAYS = { day: 1, week: 7, month: 365.25 / 12, quarter: 365.25 / 4, year: 365.25 }
const WORDS = { daily: 'day', weekly: 'week', monthly: 'month', quarterly: 'quarter', yearly: 'year', annually: 'year' }
const TIMES = { once: 1, twice: 2, one: 1, two: 2, three: 3, half: 0.5 }
const LARGE = { k: 1e3, thousand: 1e3, m: 1e6, mn: 1e6, million: 1e6, b: 1e9, bn: 1e9, billion: 1e9 }
const NUMBER = String.raw`[+-]?(?:\d[\d,]*\.?\d*|\.\d+)(?:e[+-]?\d+)?`
const SIZE = '(?: ?(?:k|mn|bn|m|b|thousand|million|billion))'
const UNIT = /^(day|week|month|quarter|year)s?$/

export function read(text, kind, period = 'week') {
  const plain = text.trim().toLowerCase().replace(/[−–—]/g, '-').replace(/\s+/g, ' ').replace(/ ?%/g, '%')
  if (!plain) return { error: 'Type a number.' }
  try {
    return { value: kind === 'whole' ? whole(plain, period) : quantity(plain, kind, period) }
  } catch (why) {
    if (typeof why === 'string') return { error: why }
    throw why
  }
}

function quantity(plain, kind, period) {
  const about = plain.match(/^(.+?) ?\((.+)\)$/)
  const ends = (about ? about[2] : plain).match(new RegExp(String.raw`^(${NUMBER}(?:%|${SIZE})?) ?(?:to|-|\.\.) ?(${NUMBER}.*)$`))
  if (about && !ends) throw `“${about[2]}” is no range: type it as 2 to 6 %.`
  if (!ends) return within(single(plain, kind, period), kind)
  const last = ends[2]
  const first = ends[1].includes('%') || !last.includes('%') ? ends[1] : `${ends[1]}%`
  const [low, high] = [single(first + suffix(last, ends[1]), kind, period), single(last, kind, period)].map(v => within(v, kind))
  if (low > high) throw `${ends[1]} is more than ${last}: the lower number comes first.`
  const mid = about ? within(single(about[1] + (last.includes('%') && !about[1].includes('%') ? '%' : ''), kind, period), kind) : middle(low, high, kind)
  if (mid < low || mid > high) throw `${about[1]} lies outside ${about[2]}.`
  return low === high ? low : { mid, low, high, basis: 'guess' }
}

// The words after the second number ("2 to 6 a week") belong to the first one as well, unless it has its own.
function suffix(last, first) {
  const words = last.match(/ (?:per|a|an|each|every) .*$/)
  return words && !/ (?:per|a|each|every) /.test(first) ? words[0] : ''
}

// The middle of a range: geometric for amounts and rates, on the scale of odds for shares; where an end allows neither, halfway.
function middle(low, high, kind) {
  const share = kind === 'share' || kind === 'part'
  if (low <= 0 || (share && high >= 1)) return tidy((low + high) / 2)
  if (!share) return tidy(Math.sqrt(low * high))
  const odds = Math.sqrt((low / (1 - low)) * (high / (1 - high)))
  return tidy(odds / (1 + odds))
}

const tidy = value => Number(value.toPrecision(6))

function single(plain, kind, period) {
  const found = ratio(plain) || often(plain) || counted(plain)
  if (!found) throw refused(plain)
  let [value, rest, percent] = found
  if (kind === 'amount' && percent) throw 'A percentage is no amount: type a number such as 2,500.'
  for (const [, many, word] of rest.matchAll(/(?:per|an?|each|every|\/) ?(\d+)? ?([a-z]+)/g)) {
    const unit = word.match(UNIT)
    if (unit && kind !== 'part' && kind !== 'amount') value = paced(value, (many || 1) * DAYS[unit[1]], kind, DAYS[period])
  }
  return Number(value.toPrecision(12))
}

// A rate is spread over its time; a share is kept that often: 90 % a month is 97.6 % a week.
function paced(value, days, kind, period) {
  return kind === 'share' ? value ** (period / days) : (value * period) / days
}

function ratio(plain) {
  const found = plain.match(/^(\d+(?:\.\d+)?) ?(?:in|of|out of|\/) ?(\d+(?:\.\d+)?)( .*)?$/)
  return found && Number(found[2]) > 0 ? [found[1] / found[2], found[3] || '', true] : null
}

function often(plain) {
  if (WORDS[plain]) return [1, `per ${WORDS[plain]}`, false]
  const found = plain.match(/^(?:(once|twice|one|two|three|half) )?((?:an?|per|every|each) .*)$/)
  return found ? [TIMES[found[1] || 'once'], found[2], false] : null
}

function counted(plain) {
  const found = plain.match(new RegExp(String.raw`^(${NUMBER})(%)?(?: ?(k|m|mn|bn|b|thousand|million|billion)(?![a-z]))?(| ?(?:per|an?|each|every|new|more|times|x|\/ ?[a-z]).*| [a-z ]+)$`))
  if (!found) return null
  if (/,/.test(found[1]) && !/^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(found[1])) throw `“${found[1]}” could be read two ways: write a decimal with a point, such as 0.5.`
  const value = Number(found[1].replaceAll(',', '')) * (LARGE[found[3]] || 1) * (found[2] ? 0.01 : 1)
  return [value, found[4] || '', Boolean(found[2])]
}

const refused = plain => `“${plain.slice(0, 40)}” is no number: type 0.12, 12 %, 1 in 8, 3 per user, every 2 weeks or 2 to 6 %.`

function within(value, kind) {
  if (!Number.isFinite(value)) throw 'That number is too large.'
  if (value < 0) throw 'It cannot be below 0.'
  if ((kind === 'share' || kind === 'part') && value > 1) {
    throw value <= 100 ? `${value} is more than all of it: type ${value} % or ${value / 100}.` : 'A share is at most 100 %.'
  }
  return value
}

function whole(plain, period) {
  if (/ to |\.\.|\d ?- ?\d/.test(plain)) throw 'A lag is one whole number; it has no range.'
  const found = plain.match(/^(\d+(?:\.\d+)?)(?: ?([a-z]+))?$/)
  const unit = found && (found[2] || period).match(UNIT)
  if (!unit) throw `“${plain.slice(0, 40)}” is no span of time: type a whole number of ${period}s.`
  const count = (found[1] * DAYS[unit[1]]) / DAYS[period]
  const near = Math.round(count)
  if (Math.abs(count - near) > 0.02 * Math.max(1, near)) throw `${plain} is ${Number(count.toPrecision(3))} ${period}s: type a whole number of ${period}s.`
  if (near > 520) throw 'A lag is at most 520 periods.'
  return near
}
