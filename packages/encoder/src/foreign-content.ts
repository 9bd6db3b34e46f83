import {open} from 'node:fs/promises';

/** What a file holds in place of a checkpoint's, and how to get the right one. */
export interface ForeignContent {
  /** Completes "the file is ...". */
  what: string;
  fix: string;
}

/** More than the longest pointer of Git LFS, and enough of a page to know it by. */
const HEAD_BYTES = 1024;

/** Known by the first bytes: as text, one character a byte, or in hexadecimal digits. */
const KINDS: readonly (ForeignContent & ({text: RegExp} | {hex: RegExp}))[] = [
  {
    text: /^version https:\/\/(git-lfs\.github\.com|hawser\.github\.com)\/spec\//,
    what: 'a Git LFS pointer, a small text in place of the file itself',
    fix: 'Use `git lfs pull` in the folder it comes from to download the file itself.',
  },
  {
    text: /^# xet version/,
    what: 'a Git Xet pointer, a small text in place of the file itself',
    fix: 'Use `git xet checkout`, or `hf download`, to download the file itself.',
  },
  {
    text: /^(\.\.\/)*(\.git)?\/annex\/objects\//,
    what: 'a git-annex pointer, a small text in place of the file itself',
    fix: 'Use `git annex get` in the folder it comes from to download the file itself.',
  },
  {
    text: /^(ï»¿)?\s*<(!doctype html|html|head|!--)/i,
    what: 'a web page',
    fix: 'Use the address that downloads the file itself, not the page about it (on the hub: /resolve/, not /blob/).',
  },
  {
    text: /^\s*<(\?xml|Error>)/i,
    what: 'an XML text, such as a server sends with an error',
    fix: 'Download the file again, and check that the address is right and access is granted.',
  },
  {
    // A safetensors file may begin with these bytes too, as its header's length; zeros then follow.
    hex: /^(504b0304|800[2-5](?!..(00){5}))/,
    what: "in PyTorch's own format (pytorch_model.bin)",
    fix: 'Use the model.safetensors of the same model, or convert it with transformers: save_pretrained writes one.',
  },
  {
    hex: /^894844460d0a/,
    what: 'in HDF5, the format of Keras and TensorFlow (tf_model.h5)',
    fix: 'Use the model.safetensors of the same model.',
  },
  {
    text: /^GGUF/,
    what: 'in GGUF, the format of llama.cpp',
    fix: 'Use the model.safetensors of the same model.',
  },
  {
    hex: /^1f8b08/,
    what: 'compressed by gzip',
    fix: 'Unpack it with gunzip (or tar xzf) first.',
  },
];

/**
 * Tells by its first bytes what a file is that ought to be one of a checkpoint's but is of another kind; undefined
 * where nothing is known. Signatures: the Git LFS and git-annex documentation, PKWARE's APPNOTE.TXT, Python's
 * pickle protocol, the HDF5 and GGUF specifications, RFC 1952.
 */
export function foreignContent(head: Uint8Array): ForeignContent | undefined {
  if (head.length === 0) return {what: 'empty', fix: 'Download the file again.'};
  const bytes = Buffer.from(head.subarray(0, HEAD_BYTES));
  const [text, hex] = [bytes.toString('latin1'), bytes.toString('hex')];
  return KINDS.find((kind) => ('text' in kind ? kind.text.test(text) : kind.hex.test(hex)));
}

/** {@link foreignContent} of a file; undefined also where it cannot be read. */
export async function foreignContentOfFile(path: string): Promise<ForeignContent | undefined> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const {bytesRead} = await file.read(head, 0, HEAD_BYTES, 0);
    return foreignContent(head.subarray(0, bytesRead));
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}
