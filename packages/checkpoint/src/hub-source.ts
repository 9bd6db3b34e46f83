import {readdir, rm, stat} from 'node:fs/promises';
import {join} from 'node:path';
import type {Emit} from '@retune/stage';
import {EnvHttpProxyAgent} from 'undici';
import {download, type Patience} from './download.js';
import type {FileCache} from './file-cache.js';
import type {HubSettings} from './hub-settings.js';
import {mostBytesOf} from './most-bytes.js';
import type {HubParams} from './params.js';
import type {Offer, Source, WantedFile} from './source.js';
import type {SourceFailure} from './source-failure.js';

export interface HubContext {
  readonly settings: HubSettings;
  readonly cache: FileCache;
  readonly emit: Emit;
  readonly patience?: Partial<Patience>;
}

/** A model on the Hugging Face hub, or in the cache that huggingface_hub keeps on this machine. */
export function hubSource(params: HubParams, context: HubContext): Source {
  const {fault, offline, cacheFolder} = context.settings;
  return {
    name: `hub ${params.hub}`,
    async bring(wanted, offer) {
      const failures: SourceFailure[] = [];
      const absent: WantedFile[] = [];
      for (const file of wanted)
        if (!(await offerCached(params.hub, cacheFolder, file, offer))) absent.push(file);
      if (absent.length === 0) return [];
      if (offline) return [{kind: 'offline', files: absent.map(({file}) => file), cacheFolder}];
      if (fault !== undefined) return [{kind: 'bad-setting', fault}];
      const dispatcher = new EnvHttpProxyAgent({...context.settings.proxies});
      try {
        for (const file of absent) {
          const failure = await offerDownloaded(params, {...context, dispatcher}, file, offer);
          if (failure) failures.push(failure);
          if (failure?.kind === 'unreachable') break;
        }
      } finally {
        // Connections that are kept open would keep the process.
        await dispatcher.destroy();
      }
      return failures;
    },
  };
}

/** Layout of huggingface_hub's cache: `models--organisation--name/snapshots/COMMIT/FILE`. */
async function offerCached(
  model: string,
  cacheFolder: string,
  wanted: WantedFile,
  offer: Offer,
): Promise<boolean> {
  const snapshots = join(cacheFolder, `models--${model.replaceAll('/', '--')}`, 'snapshots');
  for (const commit of await readdir(snapshots).catch(() => [])) {
    const path = join(snapshots, commit, wanted.file);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() && (await offer(wanted, path)) === undefined) return true;
  }
  return false;
}

async function offerDownloaded(
  params: HubParams,
  context: HubContext & {dispatcher: EnvHttpProxyAgent},
  wanted: WantedFile,
  offer: Offer,
): Promise<SourceFailure | undefined> {
  const {settings, cache, patience, dispatcher} = context;
  const {endpoint, authorization, proxies} = settings;
  const {file} = wanted;
  const folder = await cache.temporaryFolder();
  try {
    const path = join(folder, file);
    const failure = await cache.writing(() =>
      download(fileAddress(endpoint, params, file), path, {
        authorization,
        dispatcher,
        mostBytes: mostBytesOf(file),
        onBytes: megabytesListener(context.emit),
        ...(patience && {patience}),
      }),
    );
    if (failure?.kind === 'unreachable')
      return {...failure, origin: endpoint, hasProxy: proxies.httpProxy !== '' || proxies.httpsProxy !== ''};
    if (failure?.kind === 'refused') return {...failure, file, origin: endpoint, secret: settings.secret};
    if (failure?.kind === 'compressed') return {...failure, file, origin: endpoint};
    if (failure) return {...failure, file};
    const refusal = await offer(wanted, path);
    if (refusal === undefined) await cache.adopt(wanted, path);
    return refusal;
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

function fileAddress(endpoint: string, {hub, revision}: HubParams, file: string): string {
  // A revision such as refs/pr/1 is one part of the address.
  return `${endpoint}/${hub}/resolve/${encodeURIComponent(revision)}/${file}`;
}

/** Tells of each further megabyte; files below one pass in silence. */
function megabytesListener(emit: Emit): (done: number, total: number) => void {
  let told = 0;
  return (done, total) => {
    const megabytes = Math.floor(done / 1e6);
    if (!(total >= 1e6) || megabytes === told) return;
    told = megabytes;
    emit({kind: 'progress', done: megabytes, total: Math.floor(total / 1e6), unit: 'MB'});
  };
}
