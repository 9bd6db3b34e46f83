import {shownAddress} from './hidden-secrets.js';
import type {Environment} from './user-folders.js';

/** Proxies by what is asked for. Their addresses may hold passwords; empty where there is none. */
export interface ProxySettings {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  /** Hosts that are reached without one. */
  readonly noProxy: string;
}

/** Reads HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, each in lower case first, as curl and Python do. */
export function proxySettings(environment: Environment): ProxySettings {
  const variable = (name: string) => (environment[name.toLowerCase()] || environment[name] || '').trim();
  const proxy = (name: string) => withScheme(variable(name) || variable('ALL_PROXY'));
  return {httpProxy: proxy('HTTP_PROXY'), httpsProxy: proxy('HTTPS_PROXY'), noProxy: variable('NO_PROXY')};
}

/** curl takes `proxy:3128` as well. */
function withScheme(address: string): string {
  return address === '' || address.includes('://') ? address : `http://${address}`;
}

/** What is wrong with a proxy's address, without its password. */
export function proxyFault({httpProxy, httpsProxy}: ProxySettings): string | undefined {
  for (const address of [httpsProxy, httpProxy]) {
    if (address === '' || (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol))) continue;
    return `the proxy is no http or https address: ${shownAddress(address)} (see HTTPS_PROXY, HTTP_PROXY, ALL_PROXY)`;
  }
  return undefined;
}
