import type {Schema} from 'apache-arrow';

/** One file of an artifact. */
export interface FileSpec {
  /** Path inside the artifact, with forward slashes. */
  readonly path: string;
  readonly doc: string;
  /** Present for Arrow tables: the columns that must be there, with their types (see {@link anySize}). */
  readonly schema?: Schema;
}

/**
 * What passes between two stages: a folder with these files. A port that reads a kind can be wired to any
 * stage that writes the same kind.
 */
export interface ArtifactKind<Files extends Record<string, FileSpec> = Record<string, FileSpec>> {
  readonly kind: string;
  readonly doc: string;
  readonly files: Files;
}

/** The files of a kind of artifact, by the names used in code. */
export type FileName<Kind extends ArtifactKind> = keyof Kind['files'] & string;

/** Those of them that are Arrow tables. */
export type TableName<Kind extends ArtifactKind> = {
  [Name in FileName<Kind>]: Kind['files'][Name] extends {schema: Schema} ? Name : never;
}[FileName<Kind>];

/** Declares a kind of artifact; `files` maps the name used in code to the file. */
export function artifactKind<const Files extends Record<string, FileSpec>>(
  declaration: ArtifactKind<Files>,
): ArtifactKind<Files> {
  return declaration;
}
