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
  expect(boundaryOf('multipart/form-data ; BOUNDARY = xx ;charset=utf-8')).toBe('xx');
  expect(
    boundaryOf('multipart/form-data; a="; boundary=no"; boundary="it\\"s"'.replace('\\"', "'")),
  ).toBe("it's");
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

  const part = [head('name="a"'), '', '31'];
  test.each<[string, readonly string[]]>([
    ['text before it and behind it', ['by mail', '--xx', ...part, '--xx--', 'the end', '--xx', '']],
    ['a line end before it', ['', '--xx', ...part, '--xx--', '']],
    ['blanks behind its boundaries', ['--xx \t', ...part, '--xx--  ', '']],
    [
      'headers in other letters',
      ['--xx', `CONTENT-disposition : FORM-DATA ;Name = a`, '', '31', '--xx--'],
    ],
    [
      'headers that go on in another line',
      ['--xx', 'Content-Disposition: form-data;', '\tname="a"', '', '31', '--xx--'],
    ],
    ['no line end behind it', ['--xx', ...part, '--xx--']],
  ])('with %s is read', (_, lines) => {
    expect(partsOf(lines)).toEqual([{ name: 'a', file: undefined, text: '31' }]);
  });

  test('may begin behind a single line feed, or have them alone', () => {
    const lines = ['--xx', head('name="a"'), '', 'b\rc', '--xx--'];
    const bare = Buffer.from(`\n${lines.join('\n')}\n`);
    expect(Buffer.from(multipartParts(bare, 'xx')[0]?.bytes ?? []).toString()).toBe('b\rc');
    const mixed = Buffer.from(`preamble\n${lines.join('\r\n')}`);
    expect(Buffer.from(multipartParts(mixed, 'xx')[0]?.bytes ?? []).toString()).toBe('b\rc');
  });

  test('may hold what only begins as its boundary does, and lone line feeds before it', () => {
    const held = 'x\r\n--xxy\r\n--xx-\r\n\n--xx\r\n--xx--y';
    expect(partsOf(['--xx', head('name="a"'), '', held, '--xx--'])[0]?.text).toBe(held);
  });

  test('may have names of files in other letters, and a `;` in them', () => {
    const fileOf = (more: string) => partsOf(['--xx', head(more), '', 'x', '--xx--'])[0];
    expect(fileOf(`name="a"; filename*=UTF-8''na%C3%AFve%20x.png`)?.file).toBe('naïve x.png');
    expect(fileOf(`name="a"; filename="n.png"; filename*=utf-8'en'%c3%a4.png`)?.file).toBe('ä.png');
    expect(fileOf(`name="a"; filename*=ISO-8859-1''%e4.png`)?.file).toBe('ä.png');
    expect(fileOf(`name="a"; filename*=UTF-8''%e4.png`)?.file).toBe('ä.png');
    expect(fileOf('filename="x; name=b.png"; name="a"')).toMatchObject({
      name: 'a',
      file: 'x; name=b.png',
    });
    expect(fileOf('name="a"; filename="C:\\new\\b.png"')?.file).toBe('C:\\new\\b.png');
    expect(fileOf('name="a"; filename=my photo.png')?.file).toBe('my photo.png');
  });

  test.each<[string, readonly string[], string]>([
    ['has none', ['hello', 'x--xx--'], 'it has no boundary on a line of its own'],
    ['is cut off', ['--xx', head('name="a"'), '', '31'], 'it ends before its last boundary'],
    ['has a boundary that goes on', ['--xxy', ''], 'it has no boundary on a line of its own'],
    [
      'is cut off in its last boundary',
      ['--xx', head('name="a"'), '', '1', '--xx-'],
      'ends before',
    ],
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
