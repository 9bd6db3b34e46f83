import {expect, test} from 'vitest';
import {instructionSet} from './instruction-set.js';

const cpuInfo = (flags: string) =>
  `processor\t: 0\nmodel name\t: Any\nflags\t\t: fpu ${flags}\nbogomips\t: 1\n`;

test.each([
  ['sse4_1 sse4_2 avx f16c avx2 fma', 'avx2'],
  ['sse4_1 avx avx2 avx_vnni', 'avx2_vnni'],
  ['sse4_1 avx avx2 avx512f avx512bw avx512_vnni', 'avx512_core_vnni'],
  ['sse4_1 avx avx2 avx512bw avx512_vnni avx512_bf16 avx512_fp16 amx_bf16 amx_tile', 'avx512_core_amx'],
])('a processor with %s computes with %s', (flags, set) => {
  expect(instructionSet(cpuInfo(flags), {})).toBe(`${process.arch} ${set}`);
});

test('what the environment changes is told', () => {
  const environment = {ONEDNN_MAX_CPU_ISA: 'SSE41', TF_ENABLE_ONEDNN_OPTS: '1', HOME: '/home/me'};
  expect(instructionSet(cpuInfo('avx avx2'), environment)).toBe(
    `${process.arch} avx2, TF_ENABLE_ONEDNN_OPTS=1, ONEDNN_MAX_CPU_ISA=SSE41`,
  );
});

test('where the system does not tell, the architecture stands alone', () => {
  expect(instructionSet('', {})).toBe(process.arch);
});
