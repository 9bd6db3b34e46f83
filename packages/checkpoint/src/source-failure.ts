/** Why a source did not give a file, or any at all. */
export type SourceFailure =
  | {kind: 'no-folder'; path: string}
  | {kind: 'no-file'; file: string; place: string}
  | {kind: 'wrong-bytes'; file: string; expected: string; found: string}
  | {kind: 'foreign'; file: string; what: string; fix: string}
  | {kind: 'too-large'; file: string; most: number}
  | {kind: 'bad-setting'; fault: string}
  | {kind: 'unreachable'; origin: string; reason: string; hasProxy: boolean}
  | {kind: 'refused'; file: string; origin: string; status: number; secret: string | undefined}
  | {kind: 'compressed'; file: string; origin: string; encoding: string}
  | {kind: 'broken-download'; file: string; bytes: number; reason: string}
  | {kind: 'offline'; files: string[]; cacheFolder: string}
  | {kind: 'no-python'; reason: string}
  | {kind: 'no-pip'}
  | {kind: 'pip-failed'; said: string; cause?: keyof typeof PIP_CAUSES};

/** What pip's words tell, where they tell more than its last error. */
const PIP_CAUSES = {
  'disk-full': 'the disk of the cache folder is full (XDG_CACHE_HOME names another folder)',
  certificate: 'pip does not trust the certificate of its index',
  unreachable: 'pip cannot reach its index',
};

/** One line that says why, and what it was about. */
export function sourceFailureText(failure: SourceFailure): string {
  switch (failure.kind) {
    case 'no-folder':
      return `there is no folder ${failure.path}`;
    case 'no-file':
      return `${failure.file}: not in ${failure.place}`;
    case 'wrong-bytes':
      return `${failure.file}: expected sha256 ${failure.expected}, found ${failure.found}`;
    case 'foreign':
      return `${failure.file}: the file is ${failure.what}`;
    case 'too-large':
      return `${failure.file}: it has more than ${failure.most} bytes`;
    case 'bad-setting':
      return failure.fault;
    case 'unreachable':
      return `${failure.origin} cannot be reached (${failure.reason})${
        failure.hasProxy ? '; HTTPS_PROXY, HTTP_PROXY or ALL_PROXY names a proxy' : ''
      }`;
    case 'compressed':
      return `${failure.file}: ${failure.origin} sent it compressed (${failure.encoding}), though the file itself was asked for`;
    case 'refused':
      return `${failure.file}: ${failure.origin} answered ${failure.status}${refusalHint(failure)}`;
    case 'broken-download':
      return `${failure.file}: the download broke off after ${failure.bytes} bytes (${failure.reason})`;
    case 'offline':
      return `${failure.files.join(', ')}: not in ${failure.cacheFolder}, and HF_HUB_OFFLINE forbids to download`;
    case 'no-python':
      return `python3 cannot be started (${failure.reason})`;
    case 'no-pip':
      return 'python3 has no pip (on Debian and Ubuntu: apt install python3-pip)';
    case 'pip-failed':
      return failure.cause === undefined
        ? `pip said: ${failure.said}`
        : `${PIP_CAUSES[failure.cause]}; it said: ${failure.said}`;
    default:
      return unreachable(failure);
  }
}

function refusalHint({status, secret}: {status: number; secret: string | undefined}): string {
  if (status === 401 || status === 403)
    return secret
      ? `: ${secret} gives no access, or there is no such model`
      : ': the model does not exist, or it needs a token in HF_TOKEN';
  return status === 404 ? ': no such model, revision or file' : '';
}

function unreachable(failure: never): never {
  throw new Error(`Internal error: no words for ${JSON.stringify(failure)}`);
}
