import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {runStage, type StageEvent} from '@retune/stage';
import {type Table, tableFromIPC} from 'apache-arrow';
import {onTestFinished} from 'vitest';
import explain from '../run.js';
import {type InputOptions, writeExplainInputs} from './explain-inputs.js';

/** What a run of the stage gave. */
export interface ExplainRun {
  attributions: Table;
  words: Table;
  page: string;
  file: Buffer;
  events: StageEvent[];
}

export interface RigOptions extends InputOptions {
  /** Where states are kept between runs. */
  stateFolder?: string;
  /** Hears the events too; an error that it throws ends the run as a kill would. */
  onEvent?: (event: StageEvent) => void;
}

/** Runs the stage on what `writeExplainInputs` writes. */
export async function explainWithTinyBert(params: unknown, options: RigOptions = {}): Promise<ExplainRun> {
  const folder = await mkdtemp(join(tmpdir(), 'retune-explain-'));
  onTestFinished(() => rm(folder, {recursive: true}));
  const inputs = await writeExplainInputs(folder, options);
  const output = join(folder, 'attributions');
  const state = options.stateFolder === undefined ? {} : {state: {folder: options.stateFolder, key: 'work'}};
  const task = {params, inputs, output, versions: {}, workspaceRoot: folder, ...state};
  const events: StageEvent[] = [];
  await runStage(explain, task, (event) => {
    events.push(event);
    options.onEvent?.(event);
  });
  const file = await readFile(join(output, 'attributions.arrow'));
  const words = tableFromIPC(await readFile(join(output, 'words.arrow')));
  const page = await readFile(join(output, 'index.html'), 'utf8');
  return {attributions: tableFromIPC(file), words, page, file, events};
}

/** A row of attributions as plain arrays. */
export interface ExplainedRow {
  source: string;
  model: string;
  row: number;
  budget: number;
  text: string;
  tokens: string[];
  starts: number[];
  ends: number[];
  values: number[][];
  baseValues: number[];
  outputs: number[];
  readTo: number;
}

export function explainedRow(table: Table, row = 0): ExplainedRow {
  return JSON.parse(JSON.stringify(table.get(row)));
}

export function explainedRows(table: Table): ExplainedRow[] {
  return Array.from({length: table.numRows}, (_, row) => explainedRow(table, row));
}
