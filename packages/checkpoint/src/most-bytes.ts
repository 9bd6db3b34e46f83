/** Weights of the largest encoder that is read have some 14 GB. */
const MOST_WEIGHTS = 20e9;
/** The largest tokenizers of the hub have some 35 MB. */
const MOST_JSON = 200e6;
const MOST_CONFIG = 10e6;

/** The most bytes that a file of a checkpoint may have; more is not downloaded and not read. */
export function mostBytesOf(file: string): number {
  if (file.endsWith('.safetensors')) return MOST_WEIGHTS;
  return file === 'config.json' ? MOST_CONFIG : MOST_JSON;
}
