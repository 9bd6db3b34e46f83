import {decimal, signed} from '@retune/stage/number-format';
import type {ExplainedWord} from './explained-words.js';
import {type Html, html} from './html.js';

/** A class's explanation as forces on a line: from the base value the words push to the output. */
export interface Forces {
  label: string;
  baseValue: number;
  output: number;
  words: {text: string; value: number}[];
}

/** Ends of the line, in units of the output. */
export interface ForceScale {
  from: number;
  to: number;
}

/** The forces of one class; `unplaced` names what stands nowhere in the text. */
export function forcesOf(
  words: readonly ExplainedWord[],
  classId: number,
  {label, baseValue, output, unplaced}: Omit<Forces, 'words'> & {unplaced: string},
): Forces {
  return {
    label,
    baseValue,
    output,
    words: words.map(({text, values}) => ({
      text: text || unplaced,
      value: values[classId] ?? 0,
    })),
  };
}

/** One scale on which all the classes' forces fit, so that they compare. */
export function forceScale(all: readonly Forces[]): ForceScale {
  const from = Math.min(...all.map((forces) => forces.output - pushed(forces, 'toward')));
  const to = Math.max(...all.map((forces) => forces.output + pushed(forces, 'away')));
  return {from, to: to > from ? to : from + 1};
}

/**
 * Draws the forces as in SHAP's force plot: left of the output the words that raise it, right of it those
 * that lower it, the strongest next to it, each as wide as its value. Needs no picture format, so its words
 * keep their size on a narrow screen.
 */
export function forceBar(forces: Forces, scale: ForceScale): Html {
  const at = (value: number) => (100 * (value - scale.from)) / (scale.to - scale.from);
  const [base, output] = [at(forces.baseValue), at(forces.output)];
  return html`<div class="force" role="img" aria-label="${spoken(forces)}">
<span class="force-end" style="--at:${base.toFixed(2)}">base ${decimal(forces.baseValue)}</span>
<span class="force-line">${segments(forces, 'toward', at)}${segments(forces, 'away', at)}<span class="force-mark" style="left:${base.toFixed(2)}%"></span><span class="force-mark strong" style="left:${output.toFixed(2)}%"></span></span>
<span class="force-end strong" style="--at:${output.toFixed(2)}">output ${decimal(forces.output)}</span>
</div>
`;
}

type Direction = 'toward' | 'away';

function pushed({words}: Forces, direction: Direction): number {
  return words.reduce((sum, {value}) => sum + Math.max(0, direction === 'toward' ? value : -value), 0);
}

/** Percent of the line below which a segment is too thin to be seen by itself. */
const THINNEST = 0.8;
/** Percent of the line below which no word fits; where it is wider, the style hides words that do not fit. */
const THINNEST_NAMED = 2.5;

function segments(forces: Forces, direction: Direction, at: (value: number) => number): Html[] {
  const sign = direction === 'toward' ? 1 : -1;
  const ranked = forces.words
    .map(({text, value}, word) => ({text, size: value * sign, value, word}))
    .filter(({size}) => size > 0)
    .sort((a, b) => b.size - a.size);
  const unit = at(1) - at(0);
  const large = ranked.filter(({size}) => size * unit >= THINNEST);
  const small = ranked.slice(large.length);
  const rest = small.reduce((sum, {value}) => sum + value, 0);
  if (small.length > 0)
    large.push({text: `${small.length} more`, size: Math.abs(rest), value: rest, word: -1});
  let edge = forces.output;
  return large.map(({text, size, value, word}) => {
    const from = direction === 'toward' ? edge - size : edge;
    edge = direction === 'toward' ? from : edge + size;
    const width = size * unit;
    return html`<span class="segment ${direction}" style="left:${at(from).toFixed(2)}%;width:${width.toFixed(2)}%"${word >= 0 && html` data-word="${word}"`} title="${text}: ${signed(value)}">${width >= THINNEST_NAMED && html`<span>${text}</span>`}</span>`;
  });
}

function spoken(forces: Forces): string {
  const raised = decimal(pushed(forces, 'toward'));
  const lowered = decimal(pushed(forces, 'away'));
  return `${forces.label}: from the base value ${decimal(forces.baseValue)} words add ${raised} and take ${lowered}; the output is ${decimal(forces.output)}`;
}
