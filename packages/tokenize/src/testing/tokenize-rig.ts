import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {checkpoint, examples, tokens} from '@retune/artifacts';
import {
  type ArtifactKind,
  ArtifactWriter,
  openArtifact,
  recordBatch,
  runStage,
  type StageEvent,
  utf8Column,
} from '@retune/stage';
import {temporaryFolder} from '@retune/stage/testing';
import {Int32, Schema, vectorFromArray} from 'apache-arrow';
import stage from '../run.js';

export const ARCHITECTURES = ['bert', 'distilbert', 'roberta', 'xlm-roberta'] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

export interface TokenRow {
  split: string;
  label: number;
  inputIds: number[];
  starts: number[];
  ends: number[];
  wordIds: number[];
  truncated: boolean;
}

export interface Tokenized {
  rows: TokenRow[];
  labels: string[];
  events: StageEvent[];
  sha256: string | undefined;
}

export interface TokenizeSetting {
  architecture?: Architecture;
  maxLength?: number;
  /** Changes the checkpoint's files before they are used. */
  edit?: (files: Record<string, string>) => void;
  labels?: string[];
}

/** Reads a file of a tiny checkpoint. */
export async function tinyFile(architecture: Architecture, file: string): Promise<string> {
  return await readFile(
    new URL(`../../../../fixtures/goldens/tiny-${architecture}/${file}`, import.meta.url),
    'utf8',
  );
}

/** Runs the stage on these texts, labelled in turn, and reads back what it wrote. */
export async function tokenize(
  texts: readonly string[],
  {architecture = 'bert', maxLength = 64, edit, labels = ['joy', 'fear']}: TokenizeSetting = {},
): Promise<Tokenized> {
  const root = await temporaryFolder();
  const files: Record<string, string> = {};
  for (const file of ['config.json', 'tokenizer.json']) files[file] = await tinyFile(architecture, file);
  edit?.(files);
  const task = {
    params: {maxLength},
    inputs: {
      checkpoint: await written(checkpoint, join(root, 'checkpoint'), async (writer) => {
        await writeFile(writer.path('config'), files['config.json'] as string);
        await writeFile(writer.path('tokenizer'), files['tokenizer.json'] as string);
        await writeFile(writer.path('weights'), '');
      }),
      examples: await written(examples, join(root, 'examples'), async (writer) => {
        await writer.writeTable('examples', [exampleBatch(texts, labels)]);
        await writer.writeTable('rejected', [
          recordBatch(examples.files.rejected.schema, [
            utf8Column([]),
            ...vectorFromArray([] as number[], new Int32()).data,
            utf8Column([]),
            utf8Column([]),
          ]),
        ]);
      }),
    },
    output: join(root, 'tokens'),
    versions: {},
    workspaceRoot: root,
  };
  const events: StageEvent[] = [];
  const manifest = await runStage(stage, task, (event) => events.push(event));
  const reader = await openArtifact(tokens, {folder: task.output, remakeCommand: 'none'});
  const table = await reader.table('tokens');
  const rows = table.toArray().map((row) => {
    const {inputIds, starts, ends, wordIds, ...rest} = row.toJSON();
    const lists = {inputIds: [...inputIds], starts: [...starts], ends: [...ends], wordIds: [...wordIds]};
    return {...rest, ...lists} as TokenRow;
  });
  return {
    rows,
    labels: JSON.parse(table.schema.metadata.get('labels') ?? 'null'),
    events,
    sha256: manifest.files['tokens.arrow']?.sha256,
  };
}

async function written<Kind extends ArtifactKind>(
  kind: Kind,
  folder: string,
  write: (writer: ArtifactWriter<Kind>) => Promise<void>,
) {
  const writer = await ArtifactWriter.create(kind, folder);
  await write(writer);
  await writer.publish({stage: 'test', params: {}, versions: {}});
  return {folder, remakeCommand: 'none'};
}

function exampleBatch(texts: readonly string[], labels: readonly string[]) {
  const metadata = new Map([['labels', JSON.stringify(labels)]]);
  const schema = new Schema(examples.files.examples.schema.fields, metadata);
  const labelOf = (row: number) => labels[row % labels.length] as string;
  return recordBatch(schema, [
    utf8Column(texts),
    utf8Column(texts.map((_, row) => labelOf(row))),
    utf8Column(texts.map(() => 'train')),
    utf8Column(texts.map(() => 'train.txt')),
    ...vectorFromArray(
      texts.map((_, row) => row + 1),
      new Int32(),
    ).data,
  ]);
}
