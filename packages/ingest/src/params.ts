import {filePath} from '@retune/stage';
import {z} from 'zod';

const files = (doc: string) => z.union([filePath(doc), z.array(filePath(doc)).min(1)]).describe(doc);
const share = z.number().gt(0).lt(1);

/** Params of the ingest stage. */
export const ingestParams = z.strictObject({
  train: files('file or files with the rows to learn from'),
  validation: files(
    'file or files whose metrics choose the best step; without it a share of train is held out',
  ).optional(),
  test: files(
    'file or files for the metrics of the report; without it a share of train is held out',
  ).optional(),
  format: z
    .enum(['auto', 'lines', 'csv', 'tsv', 'jsonl'])
    .default('auto')
    .describe(
      'lines: one `text;label` a line; csv, tsv: with a header line; jsonl: one object a line; ' +
        'auto: by the ending of the name (.txt, .csv, .tsv, .jsonl, .ndjson)',
    ),
  separator: z
    .string()
    .min(1)
    .optional()
    .describe(
      'between text and label (lines; the last one in a line counts, default `;`) or columns (csv, default `,`)',
    ),
  textColumn: z.string().min(1).default('text').describe('csv, tsv, jsonl: column with the text'),
  labelColumn: z.string().min(1).default('label').describe('csv, tsv, jsonl: column with the label'),
  labels: z
    .array(z.string().min(1))
    .min(2)
    .optional()
    .describe('the labels in the order of their ids; without it the order of first appearance in train'),
  maxRejectedShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe('share of a file’s rows that may be refused; above it the run stops'),
  validationShare: share.default(0.1).describe('share of train held out where validation is not given'),
  testShare: share.default(0.1).describe('share of train held out where test is not given'),
  seed: z.int().default(0).describe('chooses the rows that are held out'),
  limit: z.int().min(1).optional().describe('keeps only the first rows of each split, for quick trials'),
});

export type IngestParams = z.output<typeof ingestParams>;
