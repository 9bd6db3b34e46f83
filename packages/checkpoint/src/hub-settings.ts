import {join} from 'node:path';
import {shownAddress} from './hidden-secrets.js';
import {type ProxySettings, proxyFault, proxySettings} from './proxy-settings.js';
import {type Environment, userCacheFolder} from './user-folders.js';

/** How to reach the Hugging Face hub. */
export interface HubSettings {
  /** Without a slash at its end, and without user and password: messages show it. */
  readonly endpoint: string;
  /** Where huggingface_hub keeps what it downloaded; read, never written. */
  readonly cacheFolder: string;
  readonly offline: boolean;
  /** A secret: the header of that name. */
  readonly authorization: string | undefined;
  /** Where that comes from, for messages. */
  readonly secret: 'HF_TOKEN' | 'the password in HF_ENDPOINT' | undefined;
  readonly proxies: ProxySettings;
  /** Why the hub cannot be asked: which variable is wrong, without what is secret of it. */
  readonly fault: string | undefined;
}

/**
 * Reads the variables of Python's huggingface_hub: HF_ENDPOINT, HF_HUB_CACHE, HF_HOME, HF_HUB_OFFLINE,
 * HF_TOKEN; and those that name proxies. A user and a password in HF_ENDPOINT are sent instead of the token.
 */
export function hubSettings(environment: Environment, home: string): HubSettings {
  const {HF_ENDPOINT, HF_HUB_CACHE, HF_HOME, HF_HUB_OFFLINE = '', HF_TOKEN} = environment;
  const hubHome = HF_HOME || join(userCacheFolder(environment, home), 'huggingface');
  const given = HF_ENDPOINT?.trim() || 'https://huggingface.co';
  const token = HF_TOKEN?.trim() || undefined;
  const proxies = proxySettings(environment);
  const basic = credentials(given);
  return {
    endpoint: shownAddress(given).replace(/\/+$/, ''),
    cacheFolder: HF_HUB_CACHE || join(hubHome, 'hub'),
    offline: ['1', 'ON', 'YES', 'TRUE'].includes(HF_HUB_OFFLINE.toUpperCase()),
    authorization: basic ?? (token === undefined ? undefined : `Bearer ${token}`),
    secret: basic ? 'the password in HF_ENDPOINT' : token === undefined ? undefined : 'HF_TOKEN',
    proxies,
    fault: endpointFault(given) ?? tokenFault(token) ?? proxyFault(proxies),
  };
}

/** The header for the user and the password of an address; fetch refuses addresses that have them. */
function credentials(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const {username, password} = new URL(address);
  if (username === '' && password === '') return undefined;
  const plain = `${decoded(username)}:${decoded(password)}`;
  return `Basic ${Buffer.from(plain).toString('base64')}`;
}

/** A stray % stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function endpointFault(address: string): string | undefined {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
    return `HF_ENDPOINT is no http or https address: ${shownAddress(address)}`;
  const {search, hash} = new URL(address);
  return search || hash ? 'HF_ENDPOINT must have no query (?) and no fragment (#)' : undefined;
}

/** fetch would show the token in its own message. */
function tokenFault(token: string | undefined): string | undefined {
  if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return undefined;
  return 'HF_TOKEN holds a line break, a space or another sign that no token has; set it to the token alone';
}
