const PATTERNS = /** @type {const} */ ([
  ['disk-full', /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/i],
  ['certificate', /CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY)|SSLError/],
  [
    'unreachable',
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|NewConnectionError|ConnectTimeoutError|NameResolutionError|ProxyError/,
  ],
  [
    'broken-off',
    /IncompleteRead|Connection broken|incomplete-download|ReadTimeoutError|ECONNRESET|EINTEGRITY/,
  ],
]);

/**
 * Why npm or pip failed, by what it wrote. `broken-off` may go well when tried again at once.
 * @param {string} output
 * @returns {{kind: 'disk-full' | 'certificate' | 'unreachable' | 'broken-off' | 'other', line: string}} With
 *   the last line that says so.
 */
export function failureKind(output) {
  const lines = output.split('\n').reverse();
  for (const [kind, pattern] of PATTERNS) {
    const line = lines.find((text) => pattern.test(text));
    if (line !== undefined) return {kind, line: line.trim()};
  }
  return {kind: 'other', line: ''};
}
