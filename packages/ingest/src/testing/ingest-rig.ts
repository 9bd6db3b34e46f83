import {join} from 'node:path';
import {examples} from '@retune/artifacts';
import {openArtifact, runStage, type StageEvent} from '@retune/stage';
import {temporaryFolder} from '@retune/stage/testing';
import type {RejectedRow, Row} from '../row.js';
import stage from '../run.js';

export interface Ingested {
  examples: (Row & {split: string})[];
  rejected: RejectedRow[];
  labels: string[];
  events: StageEvent[];
  /** Digests of the files by name. */
  digests: Record<string, string>;
}

/** Runs the stage in a workspace with these files and reads back what it wrote. */
export async function ingest(files: Record<string, string | Buffer>, params: unknown): Promise<Ingested> {
  const workspaceRoot = await temporaryFolder(files);
  const folder = join(workspaceRoot, 'out', 'ingest');
  const events: StageEvent[] = [];
  const task = {params, inputs: {}, output: folder, versions: {}, workspaceRoot};
  const manifest = await runStage(stage, task, (event) => events.push(event));
  const reader = await openArtifact(examples, {folder, remakeCommand: 'none'});
  const table = await reader.table('examples');
  const rejected = await reader.table('rejected');
  return {
    examples: table.toArray().map((row) => ({...row.toJSON()}) as Row & {split: string}),
    rejected: rejected.toArray().map((row) => ({...row.toJSON()}) as RejectedRow),
    labels: JSON.parse(table.schema.metadata.get('labels') ?? 'null'),
    events,
    digests: Object.fromEntries(Object.entries(manifest.files).map(([path, {sha256}]) => [path, sha256])),
  };
}

/** The message of the error that the stage ends with. */
export async function ingestFailure(
  files: Record<string, string | Buffer>,
  params: unknown,
): Promise<string> {
  return await ingest(files, params).then(
    () => 'no failure',
    (error: Error) => error.message,
  );
}

/** Three small files whose labels are all in train. */
export const SOUND_FILES = {
  'train.txt': 'so glad;joy\nso sad;sadness\nvery glad;joy\n',
  'val.txt': 'rather glad;joy\n',
  'test.txt': 'rather sad;sadness\n',
};

export const SOUND_PARAMS = {train: 'train.txt', validation: 'val.txt', test: 'test.txt'};
