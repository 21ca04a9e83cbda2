import { base64 } from '../util/base64.js';
import { HttpFault } from './http-fault.js';
import { type FormPart, multipartParts } from './multipart.js';

/** A row as the fields of a form hold it: texts, and files in base64; several of one name as a list. */
export type FormRow = Readonly<Record<string, string | readonly string[]>>;

/**
 * Reads the one row of a form, whose columns `isPicture` names may come as files. Throws an HttpFault for what is no form, and for a
 * file in another column.
 */
export function formRow(
  bytes: Uint8Array,
  boundary: string,
  isPicture: (column: string) => boolean,
): FormRow {
  const values = new Map<string, string[]>();
  for (const part of multipartParts(bytes, boundary)) {
    const own = values.get(part.name) ?? [];
    own.push(cellOf(part, isPicture));
    values.set(part.name, own);
  }
  const fields = [...values].map(([name, [first = '', ...others]]) => {
    return [name, others.length === 0 ? first : [first, ...others]] as const;
  });
  return Object.fromEntries(fields);
}

/** A browser sends a file without name and bytes where none was chosen. */
function cellOf({ name, file, bytes }: FormPart, isPicture: (column: string) => boolean): string {
  if (file === undefined) return textOf(name, bytes);
  if (bytes.length === 0) return '';
  if (isPicture(name)) return base64(bytes);
  throw new HttpFault(
    422,
    'NOT_A_FILE',
    `The field ${JSON.stringify(name)} takes a text, not a file.`,
  );
}

function textOf(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HttpFault(400, 'NOT_UTF8', `The field ${JSON.stringify(name)} is not UTF-8.`);
  }
}
