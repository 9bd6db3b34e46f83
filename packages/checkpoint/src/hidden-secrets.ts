/**
 * An address as messages may show it: without user, password, query and fragment, any of which may be a secret. The
 * text need not be a valid address.
 */
export function shownAddress(text: string): string {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/is.exec(text) ?? [];
  const [address = ''] = rest.slice(rest.lastIndexOf('@') + 1).split(/[?#]/);
  return scheme + address;
}

/** A text that another program or a library wrote, without the credentials of the addresses in it. */
export function withoutCredentials(text: string): string {
  return text.replace(/(?<=:\/\/)[^\s/'"]*@/g, '');
}
