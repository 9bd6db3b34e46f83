import {closeSync, openSync, readSync} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';
import {StageError} from '@retune/stage';
import {Message, RecordBatchReader} from 'apache-arrow';

/** Hidden states of many rows, each read when it is needed. */
export interface HiddenStateRows {
  readonly rows: number;
  readonly hiddenSize: number;
  /** The embeddings and this many layers were applied. */
  readonly frozenLayers: number;
  /** Tokens of a row. */
  tokens(row: number): number;
  /** Copies a row's half-precision values [tokens, hidden] to `target` from place `offset`. */
  readInto(row: number, target: Uint16Array, offset: number): void;
}

/**
 * The rows of a features artifact's Arrow file by random access: only their places are kept in memory, so a
 * file of any size can be trained on. Throws StageError where the file is not as `encode` writes it.
 */
export class FeatureRows implements HiddenStateRows {
  readonly rows: number;
  readonly hiddenSize: number;
  readonly frozenLayers: number;
  readonly #file: number;
  /** First byte of each row in the file. */
  readonly #starts: Float64Array;
  readonly #tokens: Int32Array;

  private constructor(path: string, index: RowIndex) {
    this.rows = index.starts.length;
    this.hiddenSize = index.hiddenSize;
    this.frozenLayers = index.frozenLayers;
    this.#starts = Float64Array.from(index.starts);
    this.#tokens = Int32Array.from(index.values, (values) => values / index.hiddenSize);
    this.#file = openSync(path, 'r');
  }

  static async open(path: string): Promise<FeatureRows> {
    const file = await open(path, 'r');
    try {
      return new FeatureRows(path, await indexRows(file, path));
    } finally {
      await file.close();
    }
  }

  tokens(row: number): number {
    return this.#tokens[row] as number;
  }

  readInto(row: number, target: Uint16Array, offset: number): void {
    const bytes = this.tokens(row) * this.hiddenSize * 2;
    const read = readSync(this.#file, target, offset * 2, bytes, this.#starts[row] as number);
    if (read !== bytes)
      throw new Error(`Internal error: row ${row} of the features gave ${read} bytes of ${bytes}`);
  }

  close(): void {
    closeSync(this.#file);
  }
}

interface RowIndex {
  hiddenSize: number;
  frozenLayers: number;
  starts: number[];
  /** Values of each row: tokens times hidden. */
  values: number[];
}

/** Walks the messages of an Arrow IPC file, reading their heads and the rows' offsets but not the values. */
async function indexRows(file: FileHandle, path: string): Promise<RowIndex> {
  const index: RowIndex = {...(await readSettings(file, path)), starts: [], values: []};
  // The magic word ARROW1 and two bytes of padding come before the first message.
  let position = 8;
  for (;;) {
    const [, length = 0] = new Int32Array(await readBytes(file, path, position, 8));
    if (length === 0) return index;
    const message = Message.decode(new Uint8Array(await readBytes(file, path, position + 8, length)));
    const body = position + 8 + length;
    if (message.isRecordBatch()) await addRows(index, file, path, {body, message});
    position = body + message.bodyLength;
  }
}

async function readSettings(
  file: FileHandle,
  path: string,
): Promise<Pick<RowIndex, 'hiddenSize' | 'frozenLayers'>> {
  const {schema} = await (await RecordBatchReader.from(file)).open();
  const hiddenSize = Number(schema.metadata.get('hiddenSize') ?? 0);
  const frozenLayers = Number(schema.metadata.get('frozenLayers') ?? -1);
  const onlyHiddenStates = schema.fields.length === 1 && schema.fields[0]?.name === 'hiddenStates';
  if (!onlyHiddenStates || !(hiddenSize > 0) || !(frozenLayers >= 0)) throw notFeatures(path);
  return {hiddenSize, frozenLayers};
}

async function addRows(
  index: RowIndex,
  file: FileHandle,
  path: string,
  {body, message}: {body: number; message: Message},
): Promise<void> {
  const header = message.header() as ReturnType<Message['header']> & {
    length: number;
    buffers: {offset: number; length: number}[];
  };
  if (header.length === 0) return;
  // A list column's buffers: validity and offsets of the lists, validity and values of their items.
  const [, offsetsAt, , valuesAt] = header.buffers;
  if (offsetsAt === undefined || valuesAt === undefined) throw notFeatures(path);
  const offsets = new Int32Array(
    await readBytes(file, path, body + offsetsAt.offset, (header.length + 1) * 4),
  );
  for (let row = 0; row < header.length; row++) {
    const [start, end] = offsets.subarray(row, row + 2) as unknown as [number, number];
    index.starts.push(body + valuesAt.offset + start * 2);
    index.values.push(end - start);
  }
}

async function readBytes(
  file: FileHandle,
  path: string,
  position: number,
  length: number,
): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  const {bytesRead} = await file.read(bytes, 0, length, position);
  if (bytesRead !== length) throw notFeatures(path);
  return bytes.buffer;
}

function notFeatures(path: string): StageError {
  return new StageError({
    where: path,
    what: 'the file is no table of hidden states as the encode stage writes it',
    mend: 'Run the encode stage again.',
  });
}
