// The view on the paper: which part is seen, at which zoom. Values in, values out.

export const NEAREST = 4
export const FARTHEST = 0.02

export const toWorld = (view, [x, y]) => [(x - view.x) / view.zoom, (y - view.y) / view.zoom]

export const toScreen = (view, [x, y]) => [x * view.zoom + view.x, y * view.zoom + view.y]

// The view zoomed by a factor with the point [x, y] of the screen staying where it is.
export function zoomed(view, factor, [x, y]) {
  const zoom = Math.min(NEAREST, Math.max(FARTHEST, view.zoom * factor))
  const real = zoom / view.zoom
  return { x: x - (x - view.x) * real, y: y - (y - view.y) * real, zoom }
}

export const panned = (view, dx, dy) => ({ ...view, x: view.x + dx, y: view.y + dy })
