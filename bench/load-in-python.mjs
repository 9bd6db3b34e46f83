// PEER_PYTHON=... node bench/load-in-python.mjs: transformers loads what writeSafetensors wrote, of each
// architecture's small checkpoint, with every tensor as it was.
import {copyFileSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {bundle} from '../packages/pipeline/bundle.mjs';
import {runCommand} from './run-command.mjs';

const python = process.env.PEER_PYTHON;
if (python === undefined) {
  console.error('Set PEER_PYTHON to a Python with bench/peer/requirements.txt.');
  process.exit(1);
}
const root = fileURLToPath(new URL('..', import.meta.url));
const code = `export {readSafetensors, writeSafetensors} from ${JSON.stringify(join(root, 'packages/encoder/src/index.ts'))};`;
const [compiled] = await bundle([{name: 'safetensors', code}], root);
if (compiled === undefined) throw new Error('Internal error: nothing was compiled');
const {readSafetensors, writeSafetensors} = await import(compiled.path);

for (const model of ['tiny-bert', 'tiny-distilbert', 'tiny-roberta', 'tiny-xlm-roberta']) {
  const original = join(root, 'fixtures/goldens', model);
  const written = mkdtempSync(join(tmpdir(), 'retune-load-'));
  try {
    copyFileSync(join(original, 'config.json'), join(written, 'config.json'));
    await writeSafetensors(
      join(written, 'model.safetensors'),
      await readSafetensors(join(original, 'model.safetensors')),
    );
    const args = [join(root, 'bench/peer/load_classifier.py'), written, original];
    process.stdout.write(runCommand(python, args, {cwd: root, env: process.env}));
  } finally {
    rmSync(written, {recursive: true});
  }
}
