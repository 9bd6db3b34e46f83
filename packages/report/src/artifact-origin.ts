import type {Manifest} from '@retune/stage';
import type {ArtifactOrigin} from './report-data.js';

/** What the page says of an input's making. */
export function artifactOrigin(port: string, {stage, params, versions, files}: Manifest): ArtifactOrigin {
  const paths = Object.keys(files).sort();
  return {
    port,
    stage,
    params,
    versions,
    files: paths.map((path) => ({
      path,
      bytes: files[path]?.bytes ?? 0,
      sha256: files[path]?.sha256 ?? '',
    })),
  };
}
