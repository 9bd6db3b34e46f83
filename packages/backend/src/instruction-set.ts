import {readFileSync} from 'node:fs';

/**
 * The sets for which TensorFlow and oneDNN have kernels of their own, the newest first, by the flag of Linux's cpuinfo
 * that tells that a processor has it.
 */
const SETS = [
  ['amx_tile', 'avx512_core_amx'],
  ['avx512_fp16', 'avx512_core_fp16'],
  ['avx512_bf16', 'avx512_core_bf16'],
  ['avx512_vnni', 'avx512_core_vnni'],
  ['avx512bw', 'avx512_core'],
  ['avx_vnni', 'avx2_vnni'],
  ['avx2', 'avx2'],
  ['avx', 'avx'],
  ['sse4_1', 'sse41'],
] as const;

/** What a user sets to have other kernels than the processor's best. */
const CHOICES = ['TF_ENABLE_ONEDNN_OPTS', 'ONEDNN_MAX_CPU_ISA'] as const;

/**
 * What decides how TensorFlow rounds, such as `x64 avx2` or `x64 avx512_core_amx, TF_ENABLE_ONEDNN_OPTS=0`: the
 * architecture, its newest instruction set in oneDNN's words, and what the environment changes of that. The
 * architecture alone where the system does not tell.
 */
export function instructionSet(
  cpuInfo: string = systemCpuInfo(),
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const flags = new Set(
    cpuInfo
      .match(/^flags\s*:(.*)$/m)?.[1]
      ?.trim()
      .split(/\s+/),
  );
  const set = SETS.find(([flag]) => flags.has(flag))?.[1];
  const processor = set === undefined ? process.arch : `${process.arch} ${set}`;
  const chosen = CHOICES.filter((name) => environment[name] !== undefined);
  return [processor, ...chosen.map((name) => `${name}=${environment[name]}`)].join(', ');
}

function systemCpuInfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}
