import {type FileHandle, open} from 'node:fs/promises';
import {StageError} from '@retune/stage';
import {duplicateKey} from './duplicate-key.js';
import {foreignContentOfFile} from './foreign-content.js';
import {parseShallowJson} from './shallow-json.js';
import {shownName} from './shown-name.js';

/** Bits of one value of each type the format knows. */
const VALUE_BITS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{F4: 4, F6_E2M3: 6, F6_E3M2: 6},
    ...{BOOL: 8, U8: 8, I8: 8, F8_E4M3: 8, F8_E5M2: 8, F8_E8M0: 8, F8_E4M3FNUZ: 8, F8_E5M2FNUZ: 8},
    ...{U16: 16, I16: 16, F16: 16, BF16: 16},
    ...{U32: 32, I32: 32, F32: 32},
    ...{U64: 64, I64: 64, F64: 64, C64: 64},
  }),
);
/** Bytes. BERT-large's 400 tensors take 50,000; the reference implementation refuses more than 100 million. */
const LONGEST_HEADER = 16_000_000;
const MOST_TENSORS = 50_000;
/** Axes of one tensor. */
const MOST_AXES = 16;

/** One tensor of a safetensors file: what it is and where its bytes lie. */
export interface TensorEntry {
  dtype: string;
  shape: number[];
  /** Path of the file that holds it. */
  file: string;
  /** First byte, counted from the start of the file. */
  start: number;
  bytes: number;
}

/** What a safetensors file says of itself. */
export interface SafetensorsHeader {
  tensors: Map<string, TensorEntry>;
  /** Texts by name. */
  metadata: Readonly<Record<string, string>>;
}

/**
 * Reads and checks the header of a safetensors file: its bounds, names, types and sizes, and that the tensors
 * fill the file without gap or overlap. Throws StageError naming the file and the tensor.
 * Format: https://github.com/huggingface/safetensors#format
 */
export async function readSafetensorsHeader(path: string): Promise<SafetensorsHeader> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw damagedFile(path, 'the file cannot be read', cause);
  });
  try {
    const {size} = await file.stat();
    const text = await readHeaderText(file, path, size);
    return checkedHeader(parsed(path, text), {path, dataStart: 8 + text.length, size});
  } catch (error) {
    throw (await foreignFile(path)) ?? error;
  } finally {
    await file.close();
  }
}

/** What to say of a file that is not as its format has it. */
export function damagedFile(path: string, what: string, cause?: unknown): StageError {
  return new StageError(
    {where: path, what, mend: 'Download the file again; this copy is damaged or incomplete.'},
    {cause},
  );
}

async function foreignFile(path: string): Promise<StageError | undefined> {
  const foreign = await foreignContentOfFile(path);
  return foreign && new StageError({where: path, what: `the file is ${foreign.what}`, mend: foreign.fix});
}

interface FileBounds {
  path: string;
  /** Where the header ends. */
  dataStart: number;
  /** Bytes of the whole file. */
  size: number;
}

async function readHeaderText(file: FileHandle, path: string, size: number): Promise<Buffer> {
  const prefix = Buffer.alloc(8);
  const {bytesRead} = await file.read(prefix, 0, 8, 0);
  const length = bytesRead < 8 ? 0n : prefix.readBigUInt64LE();
  if (length < 2n || length > LONGEST_HEADER || 8n + length > size)
    throw damagedFile(
      path,
      `the header would have ${length} bytes of the file's ${size} (at most ${LONGEST_HEADER} are read); this is no safetensors file or a part of one`,
    );
  const text = Buffer.alloc(Number(length));
  const read = await file.read(text, 0, text.length, 8);
  if (read.bytesRead < text.length) throw damagedFile(path, 'the file ends within the header');
  return text;
}

function parsed(path: string, bytes: Buffer): Record<string, unknown> {
  let value: unknown;
  let text: string;
  try {
    text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
    value = parseShallowJson(text);
  } catch (cause) {
    throw damagedFile(path, 'the header is not JSON', cause);
  }
  if (!text.startsWith('{')) throw damagedFile(path, 'the header is not a JSON object');
  const twice = duplicateKey(text);
  if (twice !== undefined)
    throw damagedFile(path, `the header holds ${JSON.stringify(shownName(twice))} twice`);
  return value as Record<string, unknown>;
}

function checkedHeader(header: Record<string, unknown>, bounds: FileBounds): SafetensorsHeader {
  const {path} = bounds;
  const {__metadata__: metadata = {}, ...entries} = header;
  const names = Object.keys(entries);
  if (names.length > MOST_TENSORS)
    throw new StageError({
      where: path,
      what: `the file holds ${names.length} tensors; at most ${MOST_TENSORS} are read`,
      mend: 'Use the weights of a BERT, DistilBERT, RoBERTa or XLM-RoBERTa model, which are some hundreds.',
    });
  const tensors = new Map(names.map((name) => [name, checkedEntry(name, entries[name], bounds)]));
  requireContiguous(tensors, bounds);
  if (!isMapOfTexts(metadata)) throw damagedFile(path, 'the metadata are no map of texts');
  return {tensors, metadata};
}

function checkedEntry(name: string, value: unknown, {path, dataStart}: FileBounds): TensorEntry {
  const {dtype, shape, data_offsets: offsets} = (value ?? {}) as Record<string, unknown>;
  const valueBits = VALUE_BITS.get(dtype as string);
  const tensor = `tensor ${shownName(name)}`;
  if (valueBits === undefined)
    throw damagedFile(path, `${tensor} has the unknown type ${shownName(String(dtype))}`);
  if (!isListOfSizes(shape) || !isListOfSizes(offsets) || offsets.length !== 2)
    throw damagedFile(path, `${tensor} has no valid shape and data_offsets`);
  if (shape.length > MOST_AXES)
    throw damagedFile(path, `${tensor} has ${shape.length} axes; at most ${MOST_AXES} are read`);
  const [start, end] = offsets as [number, number];
  const bytes = shape.reduce((product, axis) => product * axis, valueBits) / 8;
  if (end - start !== bytes)
    throw damagedFile(
      path,
      `${tensor} of shape [${shape.join(', ')}] and type ${dtype} needs ${bytes} bytes, not ${end - start}`,
    );
  return {dtype: dtype as string, shape, file: path, start: dataStart + start, bytes};
}

function isListOfSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}

function isMapOfTexts(value: unknown): value is Record<string, string> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.values(value).every((item) => typeof item === 'string');
}

function requireContiguous(
  tensors: ReadonlyMap<string, TensorEntry>,
  {path, dataStart, size}: FileBounds,
): void {
  let end = dataStart;
  for (const [name, entry] of [...tensors].sort(([, a], [, b]) => a.start - b.start || a.bytes - b.bytes)) {
    const tensor = `tensor ${shownName(name)}`;
    if (entry.start < end) throw damagedFile(path, `${tensor} overlaps the one before it`);
    if (entry.start > end)
      throw damagedFile(path, `there is a gap of ${entry.start - end} bytes before ${tensor}`);
    end += entry.bytes;
    if (end > size)
      throw damagedFile(
        path,
        `${tensor} ends at byte ${end}, but the file has only ${size}: it is cut short`,
      );
  }
  if (end !== size) throw damagedFile(path, `${size - end} bytes follow the last tensor`);
}
