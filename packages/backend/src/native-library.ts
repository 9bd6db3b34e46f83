import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {StageError} from '@retune/stage';

const require = createRequire(import.meta.url);

/** Holds stderr back and gives what was written meanwhile; built by the set-up beside the native library. */
interface StderrGate {
  hold(): boolean;
  release(): string;
}

/** What the native library has beside TensorFlow's own operations. */
export interface NativeLibrary {
  /** Whether FusedAdamW (setup/native/fused-adamw.cc) is there; the npm package's own installer brings none. */
  hasFusedAdamW: boolean;
}

/**
 * Loads the native library, once, without its start-up chatter: some of its lines come before it reads
 * TF_CPP_MIN_LOG_LEVEL. Its errors are kept. A user who sets TF_CPP_MIN_LOG_LEVEL sees all that
 * it lets through. Throws StageError where the library is not in place or cannot be loaded.
 */
export function loadNativeLibrary(): NativeLibrary {
  const folder = join(dirname(require.resolve('@tensorflow/tfjs-node-gpu/package.json')), 'lib', 'napi-v8');
  const addon = join(folder, 'tfjs_binding.node');
  if (!existsSync(addon)) throw unusable(addon, "TensorFlow's native library is missing");
  try {
    return withoutChatter(join(folder, 'stderr_gate.node'), () => {
      require(addon);
      return {hasFusedAdamW: registerFusedAdamW(join(folder, 'fused_adamw.node'))};
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw unusable(addon, `TensorFlow's native library cannot be loaded: ${reason}`);
  }
}

function registerFusedAdamW(file: string): boolean {
  return existsSync(file) && (require(file) as {registered: boolean}).registered;
}

function withoutChatter<Loaded>(gateFile: string, load: () => Loaded): Loaded {
  const userChose = process.env.TF_CPP_MIN_LOG_LEVEL !== undefined;
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'; // errors
  // The npm package's own installer, the set-up's fall-back, brings no gate.
  const gate = userChose || !existsSync(gateFile) ? undefined : (require(gateFile) as StderrGate);
  gate?.hold();
  try {
    return load();
  } finally {
    if (gate) process.stderr.write(withoutInformation(gate.release()));
  }
}

/** Leaves out lines such as `I0000 00:00:1795528520.496644 16606 port.cc:153] ...` and absl's note on them. */
export function withoutInformation(log: string): string {
  const isInformation = /^(I\d{4} \d\d:|WARNING: All log messages before absl)/;
  return log
    .split(/(?<=\n)/)
    .filter((line) => !isInformation.test(line))
    .join('');
}

function unusable(where: string, what: string): StageError {
  return new StageError({where, what, mend: 'Set it up with: npm run setup'});
}
