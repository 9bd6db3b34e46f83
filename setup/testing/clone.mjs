import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {cp, mkdir, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fakeProgram} from './fake-program.mjs';
import {quietProgress} from './quiet-progress.mjs';
import {pipThatBrings, smallLibrary} from './small-library.mjs';
import {temporaryFolder} from './temporary-folder.mjs';

const REPOSITORY = join(import.meta.dirname, '../..');
const NODE_HEADERS = join(REPOSITORY, 'node_modules/node-api-headers');

/** An addon in place of TensorFlow's: it gives what the small library answers. */
export const BINDING = `#include <node_api.h>
#include "answer.h"
NAPI_MODULE_INIT() {
  napi_value result;
  napi_create_int32(env, answer(), &result);
  return result;
}
`;

/** In place of the operation for TensorFlow, of which the small library has nothing, and of the gate: quick to compile. */
const OPERATION = '#include <node_api.h>\nNAPI_MODULE_INIT() { return exports; }\n';

const INSTALLER_THAT_FAILS = "console.error('getaddrinfo ENOTFOUND storage.example'); process.exit(1);";

/** Made once a process, and removed with it. @type {ReturnType<typeof smallLibrary> | undefined} */
let made;

function compiledLibrary() {
  if (made === undefined) {
    const index = mkdtempSync(join(tmpdir(), 'setup-test-index-'));
    process.once('exit', () => rmSync(index, {recursive: true, force: true}));
    made = smallLibrary(index, {compiled: true});
  }
  return made;
}

/**
 * A clone whose npm packages are installed, with a small library for pip to bring. Of `tools`, those not named
 * are missing; `installer` is the program of the npm package's own installer.
 */
export async function clone({tools = ['python3', 'c++'], installer = INSTALLER_THAT_FAILS} = {}) {
  /** @type {{library: any, file: string}} */
  const small = await compiledLibrary();
  const folder = await temporaryFolder();
  const root = join(folder, 'clone');
  await installFakePackages(root, installer);
  await cp(join(REPOSITORY, 'setup/native'), join(root, 'setup/native'), {recursive: true});
  for (const source of ['fused-adamw.cc', 'stderr-gate.cc'])
    await writeFile(join(root, 'setup/native', source), OPERATION);

  const programs = join(folder, 'programs');
  const downloads = await fakeProgram(programs, 'python3', pipThatBrings(small.file));
  const compilations = await fakeProgram(programs, 'c++', compilerProgram());
  for (const tool of ['python3', 'c++']) if (!tools.includes(tool)) await rm(join(programs, tool));

  const {progress, lines} = quietProgress();
  const cache = join(folder, 'cache');
  const context = {root, cache, environment: {PATH: programs}, library: small.library, progress};
  const binding = join(root, 'node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node');
  return {context, lines, binding, downloads, compilations, programs};
}

/** Where the source of a clone's addon is. */
export function addonSource(root) {
  return join(root, 'node_modules/@tensorflow/tfjs-node-gpu/binding/tfjs_binding.cc');
}

export function compileAddon(source, target) {
  const args = ['-shared', '-fPIC', '-I', join(NODE_HEADERS, 'include'), '-x', 'c++', '-', '-o', target];
  execFileSync('c++', args, {input: source});
}

async function installFakePackages(root, installer) {
  const tfjs = join(root, 'node_modules/@tensorflow/tfjs-node-gpu');
  await mkdir(join(tfjs, 'binding'), {recursive: true});
  await mkdir(join(tfjs, 'scripts'));
  await writeFile(addonSource(root), BINDING);
  await writeFile(join(tfjs, 'scripts/install.js'), installer);
  await symlink(NODE_HEADERS, join(root, 'node_modules/node-api-headers'));
}

/** The body of a fake c++ that runs the real one, which needs the real PATH. */
function compilerProgram() {
  const compiler = execFileSync('which', ['c++'], {encoding: 'utf8'}).trim();
  const options = `{stdio: 'inherit', env: {PATH: ${JSON.stringify(process.env.PATH)}}}`;
  return `const {spawnSync} = require('node:child_process');
process.exit(spawnSync(${JSON.stringify(compiler)}, args, ${options}).status);`;
}
