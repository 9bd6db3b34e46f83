import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, onTestFinished, test} from 'vitest';
import {bundle} from '../bundle.mjs';

const source = fileURLToPath(new URL('./print.ts', import.meta.url));

test('a program that reads slowly gets the end of a long output, though the process then exits at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'retune-print-'));
  onTestFinished(() => rmSync(folder, {recursive: true}));
  const [compiled] = await bundle([{name: 'print', code: `export * from ${JSON.stringify(source)}`}], folder);
  const program = join(folder, 'program.mjs');
  writeFileSync(
    program,
    `import {print} from ${JSON.stringify(compiled?.path)};
    for (let line = 0; line < 10_000; line++) process.stdout.write('a line\\n');
    await print('the end');
    process.exit(0);`,
  );
  // A pipe holds 64 KB, the lines are 70.
  const {stdout} = spawnSync('sh', ['-c', `'${process.execPath}' '${program}' | (sleep 0.5; cat)`], {
    encoding: 'utf8',
  });
  expect(stdout.slice(-8)).toBe('the end\n');
});
