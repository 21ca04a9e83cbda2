import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { ReadableStream } from 'node:stream/web';
import { expect, test } from 'vitest';
import { writeBody } from '../../../src/studio/server/write-body.js';
import { tempFolder } from '../../fixtures/temp-folder.js';

const folder = tempFolder();

/** Pieces of a body, and how many of them were read. */
function body(pieces: readonly string[], end?: Error) {
  const counted = { read: 0 };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces[counted.read++];
        if (piece !== undefined) controller.enqueue(new TextEncoder().encode(piece));
        else if (end) controller.error(end);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, counted };
}

test('a file is written as its bytes come, and one without a body is empty', async () => {
  await writeBody(folder.at('whole.csv'), body(['x,y\n', '1,2\n']).stream);
  expect(readFileSync(folder.at('whole.csv'), 'utf8')).toBe('x,y\n1,2\n');
  await writeBody(folder.at('empty.csv'), null);
  expect(readFileSync(folder.at('empty.csv'), 'utf8')).toBe('');
});

test.runIf(existsSync('/dev/full'))('what cannot be written is read to its end', async () => {
  const { stream, counted } = body(['a', 'b', 'c']);
  // What is removed is the link.
  symlinkSync('/dev/full', folder.at('full.csv'));
  await expect(writeBody(folder.at('full.csv'), stream)).rejects.toMatchObject({
    message: `${folder.at('full.csv')} cannot be written: no room is left (ENOSPC).`,
  });
  expect(counted.read).toBe(4);
});

test('of a file whose sender has left nothing stays', async () => {
  const { stream } = body(['x,y\n'], new Error('the page was closed'));
  await expect(writeBody(folder.at('half.csv'), stream)).rejects.toThrow('the page was closed');
  expect(existsSync(folder.at('half.csv'))).toBe(false);
});
