import {open, readFile, stat} from 'node:fs/promises';
import {join, relative} from 'node:path';
import {type RecordBatch, RecordBatchReader, type Schema, type Table, tableFromIPC} from 'apache-arrow';
import {schemaMismatches} from './arrow-schema.js';
import type {ArtifactKind, FileName, TableName} from './artifact-kind.js';
import {CONTENTS_FILE, contentsText, type FileEntry, MANIFEST_FILE, type Manifest} from './manifest.js';
import {sha256OfFile} from './sha256-of-file.js';
import {StageError} from './stage-error.js';

/** Where an artifact lies and which command makes it anew, for the error that says so. */
export interface ArtifactPlace {
  folder: string;
  /** Such as `npx nx run pipeline:full --force tokenize`. */
  remakeCommand: string;
}

/** Opens an artifact: reads its manifest and refuses one of another kind. Throws {@link StageError}. */
export async function openArtifact<Kind extends ArtifactKind>(
  kind: Kind,
  place: ArtifactPlace,
): Promise<ArtifactReader<Kind>> {
  const path = join(place.folder, MANIFEST_FILE);
  const manifest = await readFile(path, 'utf8')
    .then((text) => JSON.parse(text) as Manifest)
    .catch(() => undefined);
  if (manifest?.format !== 1)
    throw damaged(
      place,
      MANIFEST_FILE,
      manifest ? 'has a format this version cannot read' : 'is missing or broken',
    );
  if (manifest.kind !== kind.kind)
    throw damaged(place, MANIFEST_FILE, `says this is a ${manifest.kind}, not a ${kind.kind}`);
  // What reads the artifact is keyed by the list, and reads what the manifest says.
  const list = await readFile(join(place.folder, CONTENTS_FILE), 'utf8').catch(() => undefined);
  if (list !== contentsText(manifest.files))
    throw damaged(place, CONTENTS_FILE, list === undefined ? 'is missing' : 'does not fit the manifest');
  return new ArtifactReader(kind, place, manifest);
}

/** Reads an artifact; each file is checked against the manifest, once, before its first byte is trusted. */
export class ArtifactReader<Kind extends ArtifactKind = ArtifactKind> {
  readonly manifest: Manifest;
  readonly #kind: Kind;
  readonly #place: ArtifactPlace;
  readonly #verified = new Map<string, Promise<string>>();

  constructor(kind: Kind, place: ArtifactPlace, manifest: Manifest) {
    this.#kind = kind;
    this.#place = place;
    this.manifest = manifest;
  }

  /** Rows of a table, from the manifest. */
  rows(name: TableName<Kind>): number {
    return this.manifest.files[this.#filePath(name)]?.rows ?? 0;
  }

  /** sha256 of a file in hexadecimal, from the manifest. */
  sha256(name: FileName<Kind>): string {
    return this.#entry(this.#filePath(name)).sha256;
  }

  /** The verified file's path, for readers of their own. */
  async path(name: FileName<Kind>): Promise<string> {
    const file = this.#filePath(name);
    let verified = this.#verified.get(file);
    if (verified === undefined) {
      verified = this.#verify(file);
      this.#verified.set(file, verified);
    }
    return await verified;
  }

  async text(name: FileName<Kind>): Promise<string> {
    return await readFile(await this.path(name), 'utf8');
  }

  /** The whole table in memory; for tables that may not fit, see {@link batches}. */
  async table(name: TableName<Kind>): Promise<Table> {
    const table = tableFromIPC(await readFile(await this.path(name)));
    this.#requireColumns(name, table.schema);
    this.#requireRows(name, table.numRows);
    return table;
  }

  /** The table's record batches, one in memory at a time. */
  async *batches(name: TableName<Kind>): AsyncGenerator<RecordBatch> {
    const file = await open(await this.path(name), 'r');
    try {
      const reader = await RecordBatchReader.from(file);
      await reader.open();
      this.#requireColumns(name, reader.schema);
      let rows = 0;
      for await (const batch of reader) {
        rows += batch.numRows;
        yield batch;
      }
      this.#requireRows(name, rows);
    } finally {
      await file.close();
    }
  }

  async #verify(file: string): Promise<string> {
    const path = join(this.#place.folder, file);
    const {bytes, sha256} = this.#entry(file);
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) throw damaged(this.#place, file, 'is missing');
    if (found.size !== bytes) throw damaged(this.#place, file, `has ${found.size} bytes, not ${bytes}`);
    if ((await sha256OfFile(path)) !== sha256)
      throw damaged(this.#place, file, 'was changed since it was made');
    return path;
  }

  #entry(file: string): FileEntry {
    const entry = this.manifest.files[file];
    if (entry === undefined) throw damaged(this.#place, file, 'is not in the manifest');
    return entry;
  }

  #filePath(name: string): string {
    const spec = this.#kind.files[name];
    if (spec === undefined) throw new Error(`Internal error: ${this.#kind.kind} has no file ${name}`);
    return spec.path;
  }

  #requireColumns(name: string, actual: Schema): void {
    const [mismatch] = schemaMismatches(this.#kind.files[name]?.schema as Schema, actual);
    if (mismatch === undefined) return;
    const {column, declared} = mismatch;
    const fault =
      mismatch.kind === 'missing-column'
        ? `has no column "${column}" (${declared})`
        : `has column "${column}" of type ${mismatch.actual}, not ${declared}`;
    throw damaged(this.#place, this.#filePath(name), fault);
  }

  /** Arrow's reader gives fewer rows, without an error, where it cannot read a batch. */
  #requireRows(name: string, rows: number): void {
    const expected = this.manifest.files[this.#filePath(name)]?.rows;
    if (rows !== expected)
      throw damaged(this.#place, this.#filePath(name), `gave ${rows} rows, not ${expected}`);
  }
}

function damaged({folder, remakeCommand}: ArtifactPlace, file: string, fault: string): StageError {
  return new StageError({
    where: join(relative(process.cwd(), folder), file),
    what: `the file ${fault}`,
    mend: `Make it again: ${remakeCommand}`,
  });
}
