import {groupBy} from './group-by.js';
import type {Row} from './row.js';

/** Labels of one class that formats and programs write differently, and the form that they get. */
export interface JoinedLabel {
  readonly label: string;
  readonly others: readonly string[];
}

/**
 * Labels that are the same number or truth value in different forms: `1` and `1.0`, which tables get where a cell of
 * the column is empty; `true` and `True`, as JSON and Python write it. They get the form that `listed` has, else the
 * whole number and lower case. Where `listed` has several forms, they are meant to be several classes.
 */
export function joinedLabels(labels: readonly string[], listed: readonly string[] = []): JoinedLabel[] {
  return [...groupBy(new Set([...listed, ...labels]), meaningOf)].flatMap(([meaning, forms]) => {
    const named = forms.filter((form) => listed.includes(form));
    if (meaning === undefined || forms.length < 2 || named.length > 1) return [];
    const label = named[0] ?? meaning;
    return [{label, others: forms.filter((form) => form !== label)}];
  });
}

/** `rows` with their labels in the forms that `change` gives them; without a form they stay. */
export function relabelled(rows: readonly Row[], change: ReadonlyMap<string, string>): Row[] {
  return rows.map((row) => {
    const label = change.get(row.label);
    return label === undefined ? row : {...row, label};
  });
}

/** `01` is no form of 1: codes are written so. */
function meaningOf(label: string): string | undefined {
  const [, whole] = /^(-?(?:0|[1-9]\d*))(?:\.0*)?$/.exec(label) ?? [];
  if (whole !== undefined) return whole === '-0' ? '0' : whole;
  return /^(?:true|false)$/i.test(label) ? label.toLowerCase() : undefined;
}
