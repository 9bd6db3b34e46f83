import {filePath, meantFor} from '@retune/stage';
import {z} from 'zod';
import {DATA_FORMAT_NAMES} from './data-format-names.js';
import {QUOTINGS} from './table/csv-record.js';
import {ENCODINGS} from './text/encoding.js';

const files = (doc: string) => z.union([filePath(doc), z.array(filePath(doc)).min(1)]).describe(doc);
const share = z.number().gt(0).lt(1);

/** Params of the ingest stage. */
export const ingestParams = z.strictObject({
  train: files('file or files with the rows to learn from'),
  validation: meantFor(
    'train',
    files(
      'file or files whose metrics choose the best step; without it a share of train is held out',
    ).optional(),
  ),
  test: meantFor(
    'train',
    files('file or files for the metrics of the report; without it a share of train is held out').optional(),
  ),
  format: z
    .enum(['auto', ...DATA_FORMAT_NAMES])
    .default('auto')
    .describe(
      'lines: one `text;label` a line; csv, tsv: with a header line; jsonl, json: one object a line, or a list of ' +
        'objects; fasttext: `__label__` before each label; auto: by the ending of the name (.txt, .csv, .tsv, .tab, ' +
        '.jsonl, .ndjson, .json), and lines may be fasttext',
    ),
  encoding: z
    .enum(['auto', ...ENCODINGS])
    .default('auto')
    .describe('of the files; auto: UTF-8, or UTF-16 and UTF-32 where the file shows that'),
  separator: z
    .string()
    .min(1)
    .optional()
    .describe(
      'between text and label (lines; the last one in a line counts, default `;`) or columns (csv, tsv; without ' +
        'it what the header shows: comma, semicolon, tab or `|`)',
    ),
  quoting: z
    .enum(['auto', ...QUOTINGS])
    .default('auto')
    .describe(
      'csv, tsv: how a quote is written inside a quoted cell, `""` (doubled) or `\\"` (backslash), or none where quotes ' +
        'mean nothing; auto: by what the file shows',
    ),
  textColumn: z.string().min(1).default('text').describe('csv, tsv, json, jsonl: column with the text'),
  labelColumn: z.string().min(1).default('label').describe('csv, tsv, json, jsonl: column with the label'),
  renameLabels: z
    .record(z.string().min(1), z.string().trim().min(1))
    .default({})
    .describe('label as the files have it to the label that it becomes; several may become one'),
  labels: z
    .array(z.string().min(1))
    .min(2)
    .optional()
    .describe(
      'the labels, as renamed, in the order of their ids; without it the order of first appearance in train',
    ),
  maxRejectedShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe('share of a file’s rows that may be refused; above it the run stops'),
  validationShare: share.default(0.1).describe('share of train held out where validation is not given'),
  testShare: share.default(0.1).describe('share of train held out where test is not given'),
  seed: z.int().default(0).describe('chooses the rows that are held out, and those that limit keeps'),
  limit: z
    .int()
    .min(2)
    .optional()
    .describe('keeps so many rows of each split, of each label its share, for quick trials'),
});

export type IngestParams = z.output<typeof ingestParams>;
