/** Colours and sizes of a chart's words and lines; the colours are variables of the page. */
export const CHART_TEXT = {color: 'var(--muted)', fontSize: 12};
export const CHART_GRID_LINE = {color: 'var(--rule)'};
export const CHART_AXIS_LINE = {color: 'var(--axis)'};
