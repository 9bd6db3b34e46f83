import {ingest} from './ingest-rig.js';

/** Enough rows of two labels for splits to be held out. */
export const ROWS = Array.from({length: 12}, (_, i) => ({
  text: `message ${i}`,
  label: i % 2 ? 'joy' : 'fear',
}));

export function written(line: (row: {text: string; label: string}) => string, end = '\n'): string {
  return ROWS.map((row) => line(row) + end).join('');
}

export interface Read {
  rows: string[];
  labels: string[];
  rejected: string[];
  told: string[];
}

/** Runs the stage on one file and tells what came of it. */
export async function readFile(name: string, content: string | Buffer, params: object = {}): Promise<Read> {
  const {examples, labels, rejected, events} = await ingest({[name]: content}, {train: name, ...params});
  return {
    rows: examples.sort((a, b) => a.line - b.line).map(({line, text, label}) => `${line} ${text} | ${label}`),
    labels: labels.sort(),
    rejected: rejected.map(({line, reason}) => `${line} ${reason}`),
    told: events.flatMap((event) =>
      'message' in event && !/^\w+ has \d+ rows/.test(event.message) ? event.message : [],
    ),
  };
}

export const CSV = written(({text, label}) => `${text},${label}`);
export const TSV = written(({text, label}) => `${text}\t${label}`);

/** What all sound files below hold, beginning in this line. */
export const soundRows = (first: number) => ROWS.map(({text, label}, i) => `${first + i} ${text} | ${label}`);
