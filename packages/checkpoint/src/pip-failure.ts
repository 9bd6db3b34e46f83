import {withoutCredentials} from './hidden-secrets.js';
import type {SourceFailure} from './source-failure.js';

/** What lies behind a failure, by the words that pip writes before its last error, which does not tell. */
const CAUSES = [
  ['disk-full', /No space left on device|Disk quota exceeded/i],
  ['certificate', /CERTIFICATE_VERIFY_FAILED|SSLError/],
  [
    'unreachable',
    /NewConnectionError|ConnectTimeoutError|ReadTimeoutError|NameResolutionError|ProxyError|RemoteDisconnected/,
  ],
] as const;

/** Why pip failed, by what it wrote: the last line that tells a known cause, else its last error or line. */
export function pipFailure(output: string): SourceFailure | undefined {
  const lines = withoutCredentials(output)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  for (const [cause, pattern] of CAUSES) {
    const line = lines.findLast((text) => pattern.test(text));
    if (line !== undefined) return {kind: 'pip-failed', cause, said: line};
  }
  const said = lines.findLast((line) => line.startsWith('ERROR:')) ?? lines.at(-1);
  return said === undefined ? undefined : {kind: 'pip-failed', said: said.replace('ERROR: ', '')};
}
