import {join} from 'node:path';
import {type Environment, userCacheFolder} from './user-folders.js';

/** How to reach the Hugging Face hub. */
export interface HubSettings {
  /** Without a slash at its end. */
  readonly endpoint: string;
  /** Where huggingface_hub keeps what it downloaded; read, never written. */
  readonly cacheFolder: string;
  readonly offline: boolean;
  readonly token: string | undefined;
}

/**
 * Reads the variables of Python's huggingface_hub: HF_ENDPOINT, HF_HUB_CACHE, HF_HOME, HF_HUB_OFFLINE,
 * HF_TOKEN.
 */
export function hubSettings(environment: Environment, home: string): HubSettings {
  const {HF_ENDPOINT, HF_HUB_CACHE, HF_HOME, HF_HUB_OFFLINE = '', HF_TOKEN} = environment;
  const hubHome = HF_HOME || join(userCacheFolder(environment, home), 'huggingface');
  return {
    endpoint: (HF_ENDPOINT || 'https://huggingface.co').replace(/\/+$/, ''),
    cacheFolder: HF_HUB_CACHE || join(hubHome, 'hub'),
    offline: ['1', 'ON', 'YES', 'TRUE'].includes(HF_HUB_OFFLINE.toUpperCase()),
    token: HF_TOKEN?.trim() || undefined,
  };
}
