/** A file that is known by its first bytes, and holds no table that can be read. */
interface KnownFile {
  /** In Latin-1. */
  readonly begins: string;
  readonly what: string;
  readonly hint: string;
}

const EXPORT = 'Export the table in it as CSV or Excel (.xlsx).';
const UNPACK = 'Unpack it, and give the table in it.';

const KNOWN: readonly KnownFile[] = [
  { begins: '%PDF-', what: 'a PDF document', hint: EXPORT },
  {
    begins: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    what: 'an old or locked Office file (.xls, .doc)',
    hint: 'Open it in a spreadsheet, and save the table as .xlsx or CSV, without a password.',
  },
  {
    begins: 'SQLite format 3\0',
    what: 'a database (SQLite)',
    hint: 'Export a table of it as CSV.',
  },
  { begins: 'ARROW1\0\0', what: 'an Arrow (Feather) file', hint: 'Write it as Parquet.' },
  { begins: '\x89HDF\r\n', what: 'an HDF5 file', hint: 'Write the table in it as Parquet or CSV.' },
  { begins: '7z\xbc\xaf\x27\x1c', what: 'a packed archive (7z)', hint: UNPACK },
  { begins: 'Rar!\x1a\x07', what: 'a packed archive (RAR)', hint: UNPACK },
  { begins: '\x7fELF', what: 'a program', hint: 'Give a table.' },
  { begins: 'MZ', what: 'a program', hint: 'Give a table.' },
];

/** What a file is that can be no table; undefined where its first bytes do not say so. */
export function knownFile(sample: Uint8Array): Omit<KnownFile, 'begins'> | undefined {
  const isText = !sample.includes(0);
  const begin = Buffer.from(sample.subarray(0, 16)).toString('latin1');
  // Two letters may begin a text.
  return KNOWN.find((own) => begin.startsWith(own.begins) && !(own.begins === 'MZ' && isText));
}
