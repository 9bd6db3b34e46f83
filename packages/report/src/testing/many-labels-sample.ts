import {EMOTION_SAMPLE, type Sample} from './sample.js';

/** Names that burst columns, point the other way, or are keys that every object has. */
const ODD_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'card_payment_not_recognised_by_the_holder_of_the_account_after_a_transfer',
  'a very long label of many ordinary words that somebody typed as a sentence',
  'x'.repeat(180),
  'Donaudampfschifffahrtsgesellschaftskapit\u00E4n',
  'Customer/Support/Billing/Refunds/International',
  '\u0637\u0644\u0628 \u0627\u0633\u062A\u0631\u062F\u0627\u062F \u0627\u0644\u0623\u0645\u0648\u0627\u0644',
  '\u202Ertl override',
  '\u9000\u6B3E\u8BF7\u6C42\u548C\u5361\u7247\u6FC0\u6D3B\u95EE\u9898\u4EE5\u53CA\u5176\u4ED6\u76F8\u5173\u7684\u8D26\u6237\u95EE\u9898',
  '\u{1F621} angry',
  '<img src=x onerror="globalThis.hacked = 1">',
];

/** So many labels, each third text of a label taken for the next one. */
export function manyLabelsSample(count: number): Sample {
  const labels = Array.from({length: count}, (_, id) => ODD_NAMES[id] ?? `intent_about_topic_${id}`);
  const matrix = labels.map((_, id) =>
    labels.map((_, other) => (other === id ? 2 + (id % 4) : other === (id + 1) % count ? 1 + (id % 2) : 0)),
  );
  const rows = (perLabel: (id: number) => number) => labels.map((_, id) => perLabel(id));
  return {
    ...EMOTION_SAMPLE,
    labels,
    explained: [{text: 'where is my card', outputs: rows((id) => (id === 3 ? 0.5 : 0.5 / (count - 1)))}],
    splits: {
      train: rows((id) => 5 + (id % 9)),
      validation: rows(() => 1),
      test: matrix.map((counts) => counts.reduce((sum, of) => sum + of)),
    },
    tunedMatrix: matrix,
    untrainedMatrix: labels.map((_, id) => labels.map((_, other) => (other === 0 ? 3 + (id % 6) : 0))),
  };
}
