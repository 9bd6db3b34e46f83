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
 * @returns {'disk-full' | 'certificate' | 'unreachable' | 'broken-off' | 'other'}
 */
export function failureKind(output) {
  return PATTERNS.find(([, pattern]) => pattern.test(output))?.[0] ?? 'other';
}
