// The fields a person can set on the canvas: what they are called, what is typed for them, what they mean.

import { ROLES, ROLE_NAMES, isEstimate } from './document.js'

// kind as in typed.js; `choices` for a list, `text` for words; `more` is kept one click away.
export const FIELDS = {
  nodes: [
    { name: 'name', label: 'Name', text: true },
    { name: 'role', label: 'Role', choices: ROLES.map(role => [role, ROLE_NAMES[role]]) },
    { name: 'start', label: 'Start', kind: 'amount', none: 0, help: 'units at the start' },
    { name: 'retention', label: 'Keeps', kind: 'share', none: 1, help: 'share still there a period later, such as 90 %' },
    { name: 'inflow', label: 'Inflow', kind: 'rate', none: 0, more: true, help: 'arrivals from outside each period' },
    { name: 'capacity', label: 'Ceiling', kind: 'amount', none: null, more: true, help: 'most there can be; empty for no ceiling' },
    { name: 'revenue', label: 'Revenue', kind: 'rate', none: 0, more: true, help: 'money for each unit and period' },
    { name: 'acquisition_cost', label: 'Cost of inflow', kind: 'amount', none: 0, more: true, help: 'money for each unit of inflow' },
    { name: 'note', label: 'Note', text: true, long: true, more: true },
  ],
  links: [
    { name: 'rate', label: 'Rate', kind: 'rate', help: 'new units of target per unit of source and period' },
    { name: 'lag', label: 'Lag', kind: 'whole', none: 0, more: true, help: 'whole periods before they arrive' },
    { name: 'mode', label: 'Mode', choices: [['creates', 'creates'], ['converts', 'converts']], none: 'creates', more: true, help: 'creates: the source stays; converts: it becomes the target' },
    { name: 'via', label: 'Carried by', text: true, more: true, help: 'the product or feature that carries the link' },
    { name: 'note', label: 'Note', text: true, long: true, more: true },
  ],
  harms: [
    { name: 'severity', label: 'Severity', kind: 'part', none: 1, help: 'part of the rate lost if everything were killer' },
    { name: 'note', label: 'Note', text: true, long: true, more: true },
  ],
  needs: [
    { name: 'half', label: 'Half at', kind: 'amount', help: 'level of the node at which the link runs at half its rate' },
    { name: 'note', label: 'Note', text: true, long: true, more: true },
  ],
}

export const fieldOf = (collection, name) => FIELDS[collection].find(field => field.name === name)

// The number of an element that is set first: its rate, what it keeps, its severity, its half.
export const MAIN = { nodes: 'retention', links: 'rate', harms: 'severity', needs: 'half' }

// What a number rests on, as a word: "measured", "benchmark", "guess".
export const basisOf = quantity => (isEstimate(quantity) && quantity.basis) || 'guess'
