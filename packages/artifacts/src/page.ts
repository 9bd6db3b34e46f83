import {artifactKind} from '@retune/stage';

/** A page to be looked at in a browser, whole in one file. */
export const page = artifactKind({
  kind: 'page',
  doc: 'A self-contained HTML page',
  files: {page: {path: 'index.html', doc: 'the page'}},
});
