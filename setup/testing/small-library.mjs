import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';

/**
 * A small library in place of TensorFlow's: a wheel file in `folder` with one shared library, a header,
 * and a file that is not needed. `overrides` replace parts of its record. `compiled` where it is to be linked.
 */
export async function smallLibrary(folder, {overrides = {}, compiled = false} = {}) {
  await mkdir(folder, {recursive: true});
  await writeFile(join(folder, 'answer.h'), 'int answer();\n');
  await writeFile(join(folder, 'libanswer.so'), 'in place of a library');
  await writeFile(join(folder, 'answer.cc'), 'int answer() { return 42; }\n');
  const [source, sharedLibrary] = [join(folder, 'answer.cc'), join(folder, 'libanswer.so')];
  if (compiled) execFileSync('c++', ['-shared', '-fPIC', source, '-o', sharedLibrary]);
  const wheel = 'answer-1.0.whl';
  const program = `
import sys, zipfile
folder, wheel = sys.argv[1:]
with zipfile.ZipFile(f'{folder}/{wheel}', 'w', zipfile.ZIP_DEFLATED) as made:
    made.write(f'{folder}/libanswer.so', 'tensorflow/libanswer.so')
    made.write(f'{folder}/answer.h', 'tensorflow/include/answer.h')
    made.writestr('tensorflow/not-needed.py', 'pass')
`;
  execFileSync('python3', ['-c', program, folder, wheel]);
  const file = join(folder, wheel);
  const library = {
    name: 'answer-1.0',
    title: 'Answer 1.0',
    fits: () => true,
    requirement: 'answer==1.0',
    wheel,
    sha256: createHash('sha256')
      .update(await readFile(file))
      .digest('hex'),
    megabytes: 1,
    megabytesWhileUnpacking: 1,
    pipOptions: ['--platform', 'any'],
    parts: ['tensorflow/libanswer.so', 'tensorflow/include/'],
    link: ['libanswer.so'],
    ...overrides,
  };
  return {library, file};
}

/** The body of a fake python3 whose pip download brings `file`. */
export function pipThatBrings(file) {
  return `const to = args[args.indexOf('--dest') + 1];
  fs.copyFileSync(${JSON.stringify(file)}, path.join(to, path.basename(${JSON.stringify(file)})));`;
}
