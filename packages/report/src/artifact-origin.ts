import {contentsDigest, type Manifest} from '@retune/stage';

/** Where an artifact comes from, out of its manifest. */
export interface ArtifactOrigin {
  /** Port of the report that it is wired to. */
  port: string;
  stage: string;
  /** sha256 of the list of its files' digests. */
  digest: string;
  /** What it was made from: port to digest, or several; undefined in manifests that do not tell. */
  inputs: Record<string, string | string[]> | undefined;
  params: Record<string, unknown>;
  versions: Record<string, string>;
  files: {path: string; bytes: number; rows: number | undefined; sha256: string}[];
}

export function artifactOrigin(
  port: string,
  {stage, params, inputs, versions, files}: Manifest,
): ArtifactOrigin {
  return {
    port,
    stage,
    digest: contentsDigest(files),
    inputs,
    params,
    versions,
    files: Object.entries(files)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, {bytes, rows, sha256}]) => ({path, bytes, rows, sha256})),
  };
}
