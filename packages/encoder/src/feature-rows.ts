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

/** The same with what makes the values of some rows more precise. */
export interface RefinedStateRows extends HiddenStateRows {
  /** Of each value of the row, see `refine`; empty where the row has none. */
  refinements(row: number): Int8Array;
}

/**
 * The rows of a features artifact's Arrow file by random access: only their places are kept in memory, so a
 * file of any size can be trained on. Throws StageError where the file is not as `encode` writes it.
 */
export class FeatureRows implements RefinedStateRows {
  readonly rows: number;
  readonly hiddenSize: number;
  readonly frozenLayers: number;
  readonly #file: number;
  readonly #hiddenStates: RowPlaces;
  readonly #refinements: RowPlaces;

  private constructor(path: string, index: RowIndex) {
    this.rows = index.hiddenStates.starts.length;
    this.hiddenSize = index.hiddenSize;
    this.frozenLayers = index.frozenLayers;
    this.#hiddenStates = placesOf(index.hiddenStates);
    this.#refinements = placesOf(index.refinements);
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
    return (this.#hiddenStates.values[row] as number) / this.hiddenSize;
  }

  readInto(row: number, target: Uint16Array, offset: number): void {
    this.#read(row, this.#hiddenStates.starts, target, {
      offset: offset * 2,
      bytes: (this.#hiddenStates.values[row] as number) * 2,
    });
  }

  refinements(row: number): Int8Array {
    const target = new Int8Array(this.#refinements.values[row] as number);
    this.#read(row, this.#refinements.starts, target, {offset: 0, bytes: target.length});
    return target;
  }

  #read(
    row: number,
    starts: ArrayLike<number>,
    target: NodeJS.ArrayBufferView,
    {offset, bytes}: {offset: number; bytes: number},
  ): void {
    const read = readSync(this.#file, target, offset, bytes, starts[row] as number);
    if (read !== bytes)
      throw new Error(`Internal error: row ${row} of the features gave ${read} bytes of ${bytes}`);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Where the rows of a column lie. */
interface RowPlaces {
  /** First byte of each row in the file. */
  starts: ArrayLike<number>;
  /** Values of each row: tokens times hidden, or none. */
  values: ArrayLike<number>;
}

type GrowingPlaces = Record<keyof RowPlaces, number[]>;

interface RowIndex extends Record<(typeof COLUMNS)[number], GrowingPlaces> {
  hiddenSize: number;
  frozenLayers: number;
}

const COLUMNS = ['hiddenStates', 'refinements'] as const;
const BYTES = {hiddenStates: 2, refinements: 1};
/** Of a list column: validity and offsets of the lists, validity and values of their items. */
const BUFFERS_A_COLUMN = 4;

function placesOf({starts, values}: GrowingPlaces): RowPlaces {
  return {starts: Float64Array.from(starts), values: Int32Array.from(values)};
}

/** Walks the messages of an Arrow IPC file, reading their heads and the rows' offsets but not the values. */
async function indexRows(file: FileHandle, path: string): Promise<RowIndex> {
  const index: RowIndex = {
    ...(await readSettings(file, path)),
    hiddenStates: {starts: [], values: []},
    refinements: {starts: [], values: []},
  };
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
  const hasColumns = schema.fields.map(({name}) => name).join() === COLUMNS.join();
  if (!hasColumns || !(hiddenSize > 0) || !(frozenLayers >= 0)) throw notFeatures(path);
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
  for (const [place, column] of COLUMNS.entries()) {
    const [, offsetsAt, , valuesAt] = header.buffers.slice(place * BUFFERS_A_COLUMN);
    if (offsetsAt === undefined || valuesAt === undefined) throw notFeatures(path);
    const offsets = new Int32Array(
      await readBytes(file, path, body + offsetsAt.offset, (header.length + 1) * 4),
    );
    for (let row = 0; row < header.length; row++) {
      const [start, end] = offsets.subarray(row, row + 2) as unknown as [number, number];
      index[column].starts.push(body + valuesAt.offset + start * BYTES[column]);
      index[column].values.push(end - start);
    }
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
