import { pictureFormat } from '../image/picture-formats.js';
import { checkPictureBytes } from '../image/picture-limits.js';
import { cellText } from '../table/cell-text.js';
import { AutofitError } from '../util/errors.js';
import { HttpFault } from './http-fault.js';
import { jsonPointer } from './json-pointer.js';
import { type FormPart, multipartParts } from './multipart.js';
import type { RowReader } from './row-cells.js';

/** A row as the fields of a form hold it: texts, and pictures as data URIs; several of one name as a list. */
export type FormRow = Readonly<Record<string, string | readonly string[]>>;

type Columns = Pick<RowReader, 'kindOf' | 'names'>;

/**
 * Reads the one row of a form, whose columns of pictures may come as files. Throws an HttpFault for what is no form, for a file
 * that is no picture, and for one in another column.
 */
export function formRow(bytes: Uint8Array, boundary: string, columns: Columns): FormRow {
  const values = new Map<string, string[]>();
  for (const part of multipartParts(bytes, boundary)) {
    const own = values.get(part.name) ?? [];
    own.push(cellOf(part, columns));
    values.set(part.name, own);
  }
  const fields = [...values].map(([name, own]) => {
    const [first = '', ...others] = own;
    return [name, others.length === 0 ? first : own] as const;
  });
  return Object.fromEntries(fields);
}

/** A browser sends a file without name and bytes where none was chosen. */
function cellOf({ name, file, bytes }: FormPart, { kindOf, names }: Columns): string {
  if (file === undefined) return textOf(name, bytes);
  if (file === '' && bytes.length === 0) return '';
  const kind = kindOf(name);
  if (kind === undefined) {
    const pictures = names.filter((own) => kindOf(own) === 'image');
    throw notTaken(name, `the model has no such column: ${filesIn(pictures)}`);
  }
  if (kind !== 'image') throw notTaken(name, 'this field takes a text, not a file');
  try {
    checkPictureBytes(bytes.length);
    pictureFormat(bytes);
  } catch (thrown) {
    if (!(thrown instanceof AutofitError)) throw thrown;
    throw notTaken(name, thrown.message);
  }
  return cellText(bytes);
}

function filesIn(pictures: readonly string[]): string {
  return pictures.length > 0 ? `files are taken as ${pictures.join(', ')}` : 'it takes no files';
}

function textOf(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notTaken(name, 'this field is not UTF-8');
  }
}

function notTaken(name: string, message: string): HttpFault {
  return new HttpFault(422, 'BAD_ROW', message, { path: jsonPointer(name) });
}
