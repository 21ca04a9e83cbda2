import { describe, expect, test } from 'vitest';
import { HttpFault } from '../../src/serve/http-fault.js';
import { boundaryOf, multipartParts } from '../../src/serve/multipart.js';

const text = (parts: readonly string[]) => Buffer.from(parts.join('\r\n'), 'latin1');

function partsOf(parts: readonly string[], boundary = 'xx') {
  return multipartParts(text(parts), boundary).map(({ name, file, bytes }) => ({
    name,
    file,
    text: Buffer.from(bytes).toString('latin1'),
  }));
}

function faultOf(act: () => unknown): string {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof HttpFault) return `${thrown.status} ${thrown.code} ${thrown.message}`;
    throw thrown;
  }
  return 'none';
}

test('the boundary of a content type is found, quoted or not', () => {
  expect(boundaryOf('multipart/form-data; boundary=----abc')).toBe('----abc');
  expect(boundaryOf('multipart/form-data; charset=utf-8; Boundary="a b"')).toBe('a b');
  expect(faultOf(() => boundaryOf('multipart/form-data'))).toContain('400 BAD_FORM');
  expect(faultOf(() => boundaryOf(`multipart/form-data; boundary=${'x'.repeat(71)}`))).toContain(
    'names no boundary',
  );
});

describe('a form', () => {
  const head = (more: string) => `Content-Disposition: form-data; ${more}`;

  test('is texts and files, byte by byte', () => {
    const parts = partsOf([
      ...['--xx', head('name="age"'), '', '31'],
      ...['--xx', head('name="photo"; filename="a.png"'), 'Content-Type: image/png', ''],
      ...['\x89PNG\r\n\x1a\n--x\r\n', '--xx--', ''],
    ]);
    expect(parts).toEqual([
      { name: 'age', file: undefined, text: '31' },
      { name: 'photo', file: 'a.png', text: '\x89PNG\r\n\x1a\n--x\r\n' },
    ]);
  });

  test('may have empty fields, names with quotes, and nothing', () => {
    expect(partsOf(['--xx--'])).toEqual([]);
    const [a, b, c] = partsOf([
      ...['--xx', head('name="a%22b"'), '', ''],
      ...['--xx', head('filename=""; name="c\\"d"'), '', ''],
      ...['--xx', head('name=e'), '', '', '--xx--'],
    ]);
    expect(a).toEqual({ name: 'a"b', file: undefined, text: '' });
    expect(b).toEqual({ name: 'c"d', file: '', text: '' });
    expect(c?.name).toBe('e');
  });

  test('as FormData writes it is read', async () => {
    const form = new FormData();
    form.set('größe "x"', 'ä\n1');
    form.set('photo', new Blob([Uint8Array.of(0, 13, 10, 45, 45, 255)]), 'p.bin');
    const answer = new Response(form);
    const type = answer.headers.get('content-type') ?? '';
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const [size, photo] = multipartParts(bytes, boundaryOf(type));
    expect(size?.name).toBe('größe "x"');
    // A line end in a text is sent as two characters.
    expect(Buffer.from(size?.bytes ?? []).toString()).toBe('ä\r\n1');
    expect(photo).toEqual({
      name: 'photo',
      file: 'p.bin',
      bytes: Buffer.of(0, 13, 10, 45, 45, 255),
    });
  });

  test.each<[string, readonly string[], string]>([
    ['begins elsewhere', ['hello', '--xx--'], 'it begins with no boundary'],
    ['is cut off', ['--xx', head('name="a"'), '', '31'], 'it ends before its last boundary'],
    ['has a boundary that goes on', ['--xxy', '--xx--'], 'a boundary has no line of its own'],
    ['has a part without header', ['--xx', '31', '--xx--'], 'field 1 has no header'],
    ['has a part of another kind', ['--xx', 'X: y', '', '31', '--xx--'], 'field 1 is no form-data'],
    ['has a part without name', ['--xx', head('x=1'), '', '31', '--xx--'], 'field 1 has no name'],
    [
      'has a part in base64',
      ['--xx', head('name="a"'), 'Content-Transfer-Encoding: base64', '', 'MzE=', '--xx--'],
      'field 1 is encoded, base64',
    ],
  ])('that %s is refused', (_, parts, says) => {
    expect(faultOf(() => partsOf(parts))).toContain(`400 BAD_FORM`);
    expect(faultOf(() => partsOf(parts))).toContain(says);
  });
});
