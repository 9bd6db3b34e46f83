import type {IngestParams} from './params.js';
import type {ParsedRow} from './row.js';

/** A data file, opened as far as needed to tell what it is. */
export interface DataSource {
  /** As given in the params. */
  readonly path: string;
  /** Absolute. */
  readonly place: string;
  /** The file's first bytes, {@link HEAD_BYTES} or all that there are. */
  readonly head: Buffer;
  /** In bytes. */
  readonly size: number;
  readonly params: IngestParams;
  /** Takes a sentence on how the file is read where that was found out from it. */
  readonly tell: (finding: string) => void;
}

/**
 * Reads the rows of a format, some at a time. Throws a `StageError` where the file as a whole cannot be
 * understood; a row that cannot is one with a reason.
 */
export type FormatReader = (source: DataSource) => AsyncIterable<ParsedRow[]>;

/** How much of a file is looked at to find out how it is written. */
export const HEAD_BYTES = 1 << 18;
