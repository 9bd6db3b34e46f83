/** What a file is that holds no labelled texts in a form that is read, and how to make one that does. */
export interface ForeignContent {
  readonly is: string;
  readonly mend: string;
}

const SAVE_AS_CSV = 'Save the table as CSV in UTF-8 and name that file.';

const SIGNATURES: readonly (ForeignContent & {start: string})[] = [
  {start: 'PK\x03\x04', is: 'a ZIP archive or an Excel workbook', mend: `Unpack it. ${SAVE_AS_CSV}`},
  {start: '\xd0\xcf\x11\xe0', is: 'an old Excel workbook or another Office file', mend: SAVE_AS_CSV},
  {start: '\x1f\x8b', is: 'compressed with gzip', mend: 'Unpack it: gunzip -k FILE'},
  {start: 'BZh', is: 'compressed with bzip2', mend: 'Unpack it: bunzip2 -k FILE'},
  {start: '\xfd7zXZ', is: 'compressed with xz', mend: 'Unpack it: xz -dk FILE'},
  {start: '\x28\xb5\x2f\xfd', is: 'compressed with Zstandard', mend: 'Unpack it: zstd -dk FILE'},
  {start: 'PAR1', is: 'a Parquet file', mend: 'Write it as JSON lines or CSV and name that file.'},
  {start: 'ARROW1', is: 'an Arrow file', mend: 'Write it as JSON lines or CSV and name that file.'},
  {start: 'SQLite format 3\0', is: 'an SQLite database', mend: 'Write the table as CSV and name that file.'},
  {start: '%PDF-', is: 'a PDF file', mend: SAVE_AS_CSV},
  {
    start: 'version https://git-lfs.github.com/spec/',
    is: 'not the data but a pointer to them, which Git LFS left there',
    mend: 'Get the data: git lfs pull',
  },
];

const PAGE = /^\s*(?:<!doctype html|<html)/i;

/** What `head` gives away, whatever the file's name says. */
export function foreignContent(head: Buffer): ForeignContent | undefined {
  const start = head.toString('latin1', 0, 200);
  if (PAGE.test(start))
    return {
      is: 'a web page',
      mend: 'Download the file itself; a page that asks for a login may have taken its stead.',
    };
  return SIGNATURES.find((signature) => start.startsWith(signature.start));
}
