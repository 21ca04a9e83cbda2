import { HttpFault } from './http-fault.js';

/** A field of a form: its text, or a file. */
export interface FormPart {
  readonly name: string;
  /** What the file is called; undefined of a text. */
  readonly file: string | undefined;
  readonly bytes: Uint8Array;
}

const LINE = '\r\n';
const DASHES = '--';
const MOST_HEADER = 8192;
const MOST_PARTS = 10_000;
/** RFC 2046, section 5.1.1. */
const BOUNDARY = /^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/;

/** The boundary that a content type names. Throws an HttpFault where it names none. */
export function boundaryOf(type: string): string {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]*)"|([^\s;]*))/i.exec(type) ?? [];
  const boundary = quoted ?? plain ?? '';
  if (BOUNDARY.test(boundary)) return boundary;
  throw badForm('its content type names no boundary');
}

/**
 * The parts of a multipart/form-data body (RFC 7578), which views of its bytes. Throws an HttpFault for what is not written so to
 * its end.
 */
export function multipartParts(bytes: Uint8Array, boundary: string): FormPart[] {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = Buffer.from(`${LINE}${DASHES}${boundary}`);
  const first = mark.subarray(LINE.length);
  if (!body.subarray(0, first.length).equals(first)) throw badForm('it begins with no boundary');
  const parts: FormPart[] = [];
  for (let at = first.length; ; ) {
    const behind = body.toString('latin1', at, at + 2);
    if (behind === DASHES) return parts;
    if (behind !== LINE) throw badForm('a boundary has no line of its own');
    if (parts.length === MOST_PARTS) throw badForm(`it has more than ${MOST_PARTS} fields`);
    const end = body.indexOf(mark, at);
    if (end < 0) throw badForm('it ends before its last boundary');
    parts.push(partOf(body.subarray(at + LINE.length, end), parts.length + 1));
    at = end + mark.length;
  }
}

function partOf(part: Buffer, place: number): FormPart {
  const head = part.subarray(0, MOST_HEADER).indexOf(LINE + LINE);
  if (head < 0) throw badForm(`field ${place} has no header`);
  const headers = headersOf(part.toString('utf8', 0, head));
  const [type, ...rest] = (headers.get('content-disposition') ?? '').split(/;(.*)/s);
  if (type?.trim().toLowerCase() !== 'form-data') throw badForm(`field ${place} is no form-data`);
  const coding = headers.get('content-transfer-encoding') ?? 'binary';
  if (!/^(?:binary|[78]bit)$/i.test(coding))
    throw badForm(`field ${place} is encoded, ${coding.slice(0, 40)}`);
  const name = parameter(rest.join(''), 'name');
  if (name === undefined) throw badForm(`field ${place} has no name`);
  return {
    name,
    file: parameter(rest.join(''), 'filename'),
    bytes: part.subarray(head + 2 * LINE.length),
  };
}

function headersOf(text: string): ReadonlyMap<string, string> {
  const lines = text.split(LINE).map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return new Map(lines);
}

/** Browsers write quotes and line ends inside a name by their codes, some programs behind a backslash. */
function parameter(text: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|;)\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, 'i').exec(
    text,
  );
  const value = found?.[1]?.replace(/\\(["\\])/g, '$1') ?? found?.[2];
  return value?.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

function badForm(what: string): HttpFault {
  return new HttpFault(400, 'BAD_FORM', `This is no multipart/form-data: ${what}.`, {
    hint: 'Let curl -F, FormData or another client of HTTP write it.',
  });
}
