import {once} from 'node:events';
import {createWriteStream} from 'node:fs';
import {mkdir, open, readdir, rename, rm, stat, writeFile} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import {
  type Data,
  type DataType,
  type RecordBatch,
  RecordBatchFileWriter,
  type Schema,
  Table,
  vectorFromArray,
} from 'apache-arrow';
import {schemaMismatches, typeName} from './arrow-schema.js';
import type {ArtifactKind, FileName, TableName} from './artifact-kind.js';
import {
  CONTENTS_FILE,
  contentsText,
  type FileEntry,
  MANIFEST_FILE,
  type Manifest,
  manifestText,
} from './manifest.js';
import {recordBatch} from './record-batch.js';
import {sha256OfFile} from './sha256-of-file.js';

/** What a manifest says beside the files: who made the artifact, from which params and inputs, with which versions. */
export type MadeBy = Pick<Manifest, 'stage' | 'params' | 'inputs' | 'versions'>;

/**
 * Writes an artifact into a temporary folder beside its place and renames it into place when whole. A run
 * that is killed leaves only the temporary folder, which no reader looks at and the next run removes.
 */
export class ArtifactWriter<Kind extends ArtifactKind = ArtifactKind> {
  readonly #kind: Kind;
  readonly #place: string;
  readonly #temporary: string;
  readonly #tables = new Map<string, Pick<FileEntry, 'rows' | 'schema'>>();
  #processor: string | undefined;

  private constructor(kind: Kind, place: string, temporary: string) {
    this.#kind = kind;
    this.#place = place;
    this.#temporary = temporary;
  }

  /** Removes what killed runs left beside `place` and makes an empty temporary folder there. */
  static async create<Kind extends ArtifactKind>(kind: Kind, place: string): Promise<ArtifactWriter<Kind>> {
    const parent = dirname(place);
    await mkdir(parent, {recursive: true});
    const prefix = `.${basename(place)}.tmp-`;
    for (const name of await readdir(parent))
      if (name.startsWith(prefix) && !isAlive(Number.parseInt(name.slice(prefix.length), 10)))
        await rm(join(parent, name), {recursive: true, force: true});
    const temporary = join(parent, `${prefix}${process.pid}`);
    await rm(temporary, {recursive: true, force: true});
    await mkdir(temporary);
    return new ArtifactWriter(kind, place, temporary);
  }

  /** Where to write the file `name`, for writers of their own (copies, safetensors). */
  path(name: FileName<Kind>): string {
    return join(this.#temporary, this.#spec(name).path);
  }

  async writeText(name: FileName<Kind>, text: string): Promise<void> {
    await writeFile(this.path(name), text);
  }

  /**
   * Writes an Arrow IPC file, batch by batch as `batches` yields them, so that a table larger than memory
   * passes through. All batches must have one schema, which must hold the declared columns.
   */
  async writeTable(
    name: TableName<Kind>,
    batches: Table | Iterable<RecordBatch> | AsyncIterable<RecordBatch>,
  ): Promise<void> {
    const declared = this.#spec(name).schema as Schema;
    const writer = new RecordBatchFileWriter();
    const file = createWriteStream(this.path(name));
    const written = pipeline(writer, file);
    // Awaited below; until then a failure (a full disk) must not count as unhandled.
    written.catch(() => {});
    let rows = 0;
    let schema: Schema | undefined;
    for await (const batch of batches instanceof Table ? batchesOf(batches) : batches) {
      if (schema === undefined) requireColumns(name, declared, batch.schema);
      schema ??= batch.schema;
      writer.write(batch);
      rows += batch.numRows;
      // Lets the file catch up, so that unwritten batches do not pile up in memory.
      if (file.writableNeedDrain) await Promise.race([once(file, 'drain'), written]);
    }
    if (schema === undefined) throw new Error(`Internal error: table ${name} was given no batch`);
    writer.finish();
    await written;
    this.#tables.set(this.#spec(name).path, {
      rows,
      schema: Object.fromEntries(schema.fields.map((field) => [field.name, typeName(field.type)])),
    });
  }

  /** Has the manifest name the processor's instruction set, for work whose results it rounds in its own way. */
  computedWith(processor: string): void {
    this.#processor = processor;
  }

  /** Writes the manifest and renames the folder into place, in the stead of what stood there. */
  async publish(madeBy: MadeBy): Promise<Manifest> {
    const files: Record<string, FileEntry> = {};
    for (const [name, spec] of Object.entries(this.#kind.files)) {
      const path = join(this.#temporary, spec.path);
      const found = await stat(path).catch(() => undefined);
      if (found === undefined)
        throw new Error(`Internal error: stage ${madeBy.stage} did not write ${name} (${spec.path})`);
      files[spec.path] = {
        bytes: found.size,
        sha256: await sha256OfFile(path),
        ...this.#tables.get(spec.path),
      };
    }
    const processor = this.#processor === undefined ? {} : {processor: this.#processor};
    const manifest: Manifest = {format: 1, kind: this.#kind.kind, ...madeBy, ...processor, files};
    await writeFile(join(this.#temporary, CONTENTS_FILE), contentsText(files));
    await writeFile(join(this.#temporary, MANIFEST_FILE), manifestText(manifest));
    await syncToDisk(this.#temporary);
    const old = `${this.#temporary}.old`;
    await rename(this.#place, old).catch(ignoreMissing);
    await rename(this.#temporary, this.#place);
    await rm(old, {recursive: true, force: true});
    return manifest;
  }

  /** Removes the temporary folder: the work failed. */
  async discard(): Promise<void> {
    await rm(this.#temporary, {recursive: true, force: true});
  }

  #spec(name: string) {
    const spec = this.#kind.files[name];
    if (spec === undefined) throw new Error(`Internal error: ${this.#kind.kind} has no file ${name}`);
    return spec;
  }
}

/** Whether a process is there; one of another user counts. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A table of no rows may have no batch, but its schema must be written all the same. */
function batchesOf({batches, schema}: Table): readonly RecordBatch[] {
  if (batches.length > 0) return batches;
  const columns = schema.fields.map(({type}) => vectorFromArray([], type as DataType).data[0] as Data);
  return [recordBatch(schema, columns)];
}

function requireColumns(name: string, declared: Schema, actual: Schema): void {
  const [mismatch] = schemaMismatches(declared, actual);
  if (mismatch) throw new Error(`Internal error: table ${name}: ${JSON.stringify(mismatch)}`);
}

/** Without this a power cut after the rename could leave a whole-looking folder with empty files. */
async function syncToDisk(folder: string): Promise<void> {
  for (const entry of await readdir(folder, {withFileTypes: true})) {
    if (!entry.isFile()) continue;
    const handle = await open(join(folder, entry.name), 'r');
    await handle.sync();
    await handle.close();
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
