// Runs in which nothing has to run: this project's plugin and DVC on the same DAGs, in turns.
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {chain, dvcWorkspace, fan, retuneWorkspace} from './dag-workspaces.mjs';
import {median} from './median.mjs';
import {seconds} from './seconds.mjs';

/** @typedef {import('./dag-workspaces.mjs').Copy} Copy @typedef {import('./dag-workspaces.mjs').Peer} Peer */

const root = fileURLToPath(new URL('..', import.meta.url));
const dags = {
  'chain of 8': chain(8),
  'fan of 8': fan(8),
  'chain of 100': chain(100),
  'fan of 100': fan(100),
};

/** @param {{rounds: number, json: boolean}} options */
export async function dag({rounds, json}) {
  const results = Object.entries(dags).map(([name, stages]) => {
    const medians = measure(stages, rounds);
    if (!json) console.log(line(name, medians));
    return {dag: name, ...medians};
  });
  if (json) console.log(JSON.stringify({rounds, results}));
  else if (process.env.PEER_DVC === undefined)
    console.log('Set PEER_DVC to the executable of DVC to run it beside.');
}

/** Medians of the seconds that each takes. @param {Copy[]} stages @param {number} rounds */
function measure(stages, rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'retune-bench-'));
  try {
    const peers = Object.entries(peersIn(folder, stages));
    // The first run makes everything, the second what is kept for later runs.
    for (const [, peer] of [...peers, ...peers]) peer.run();
    /** @type {Record<string, number[]>} */
    const times = Object.fromEntries(peers.map(([name]) => [name, []]));
    for (let round = 0; round < rounds; round++)
      for (const [name, peer] of peers) times[name]?.push(seconds(() => runCached(peer)));
    return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** @param {string} folder @param {Copy[]} stages @returns {Record<string, Peer>} */
function peersIn(folder, stages) {
  const folders = {retune: join(folder, 'retune'), dvc: join(folder, 'dvc')};
  for (const path of Object.values(folders)) mkdirSync(path);
  const retune = retuneWorkspace(folders.retune, stages, root);
  const dvc = process.env.PEER_DVC;
  return dvc === undefined ? {retune} : {retune, dvc: dvcWorkspace(folders.dvc, stages, dvc)};
}

/** @param {Peer} peer */
function runCached({run, ranNothing}) {
  const printed = run();
  if (!ranNothing(printed)) throw new Error(`Something ran that should not have:\n${printed}`);
}

/** @param {string} name @param {Record<string, number>} medians */
function line(name, {retune = Number.NaN, dvc}) {
  const own = `${name.padEnd(14)}${retune.toFixed(2)} s`;
  if (dvc === undefined) return own;
  return `${own}   ${dvc.toFixed(2)} s with dvc repro, ${(dvc / retune).toFixed(1)} times as long`;
}
