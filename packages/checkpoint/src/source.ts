import type {SourceFailure} from './source-failure.js';

/** A file of the checkpoint and the bytes it must have. */
export interface WantedFile {
  /** Such as `config.json`. */
  readonly file: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Takes the file at `path` if it has the wanted bytes, else says what it has instead. */
export type Offer = (wanted: WantedFile, path: string) => Promise<SourceFailure | undefined>;

/** A place that may have the files of a checkpoint. */
export interface Source {
  /** As messages call it, such as `hub sentence-transformers/all-MiniLM-L6-v2`. */
  readonly name: string;
  /** Offers what it has of the wanted files and returns why the others are not among them. */
  bring(wanted: readonly WantedFile[], offer: Offer): Promise<SourceFailure[]>;
}
