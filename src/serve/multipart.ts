import { parametricHeader } from './header-parameters.js';
import { HttpFault } from './http-fault.js';

/** A field of a form: its text, or a file. */
export interface FormPart {
  readonly name: string;
  /** What the file is called; undefined of a text. */
  readonly file: string | undefined;
  readonly bytes: Uint8Array;
}

const DASHES = '--';
const MOST_HEADER = 8192;
const MOST_PARTS = 10_000;
/** RFC 2046, section 5.1.1. */
const BOUNDARY = /^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/;
/** What may stand behind a boundary to the end of its line; that behind the last may be the end of all. */
const BEHIND = /^(--)?[ \t]*(\r?\n|$)/;
const MOST_PADDING = 128;

/** The boundary that a content type names. Throws an HttpFault where it names none. */
export function boundaryOf(type: string): string {
  const boundary = parametricHeader(type).parameters.get('boundary') ?? '';
  if (BOUNDARY.test(boundary)) return boundary;
  throw badForm('its content type names no boundary');
}

/**
 * The parts of a multipart/form-data body (RFC 7578, RFC 2046), which are views of its bytes; what stands before the first boundary and
 * behind the last says nothing. Throws an HttpFault for what is not written so to its end.
 */
export function multipartParts(bytes: Uint8Array, boundary: string): FormPart[] {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: FormPart[] = [];
  let last = firstDelimiter(body, boundary);
  const { line } = last;
  while (!last.isClosing) {
    if (parts.length === MOST_PARTS) throw badForm(`it has more than ${MOST_PARTS} fields`);
    // The end of a delimiter's line may be that before the next one.
    const next = nextDelimiter(body, `${line}${DASHES}${boundary}`, last.end - line.length);
    if (!next) throw badForm('it ends before its last boundary');
    parts.push(
      partOf(body.subarray(last.end, Math.max(last.end, next.start)), parts.length + 1, line),
    );
    last = next;
  }
  return parts;
}

/** A boundary with the line that it is on. */
interface Delimiter {
  readonly start: number;
  /** Behind its line. */
  readonly end: number;
  readonly isClosing: boolean;
  /** What ends it: CRLF, or what some programs write instead. */
  readonly line: string;
}

function firstDelimiter(body: Buffer, boundary: string): Delimiter {
  const mark = `${DASHES}${boundary}`;
  const begin =
    body.toString('latin1', 0, mark.length) === mark ? delimiterAt(body, 0, mark) : undefined;
  const first = begin ?? nextDelimiter(body, `\n${mark}`, 0);
  if (first) return first;
  throw badForm('it has no boundary on a line of its own');
}

/** The first that has its line for itself; a part may hold what only begins so. */
function nextDelimiter(body: Buffer, mark: string, from: number): Delimiter | undefined {
  for (let at = body.indexOf(mark, from); at >= 0; at = body.indexOf(mark, at + 1)) {
    const found = delimiterAt(body, at, mark);
    if (found) return found;
  }
  return undefined;
}

function delimiterAt(body: Buffer, start: number, mark: string): Delimiter | undefined {
  const end = start + mark.length;
  const behind = BEHIND.exec(body.toString('latin1', end, end + MOST_PADDING));
  if (!behind) return undefined;
  const [all, dashes, line = ''] = behind;
  const isClosing = dashes !== undefined;
  if (line === '' && (!isClosing || end + all.length < body.length)) return undefined;
  return { start, end: end + all.length, isClosing, line };
}

function partOf(part: Buffer, place: number, line: string): FormPart {
  const head = part.subarray(0, MOST_HEADER).indexOf(line + line);
  if (head < 0) throw badForm(`field ${place} has no header`);
  const headers = headersOf(part.toString('utf8', 0, head));
  const { value, parameters } = parametricHeader(headers.get('content-disposition') ?? '');
  if (value !== 'form-data') throw badForm(`field ${place} is no form-data`);
  const coding = headers.get('content-transfer-encoding') ?? 'binary';
  if (!/^(?:binary|[78]bit)$/i.test(coding))
    throw badForm(`field ${place} is encoded, ${coding.slice(0, 40)}`);
  const name = plainName(parameters.get('name'));
  if (name === undefined) throw badForm(`field ${place} has no name`);
  const file = plainName(parameters.get('filename'));
  return { name, file, bytes: part.subarray(head + 2 * line.length) };
}

/** By names in small letters; a line that begins with a blank goes on with the one before it. */
function headersOf(text: string): ReadonlyMap<string, string> {
  const lines = text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return new Map(headers);
}

/** Browsers write quotes and line ends inside a name by their codes. */
function plainName(name: string | undefined): string | undefined {
  return name?.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

function badForm(what: string): HttpFault {
  return new HttpFault(400, 'BAD_FORM', `This is no multipart/form-data: ${what}.`, {
    hint: 'Let curl -F, FormData or another client of HTTP write it.',
  });
}
