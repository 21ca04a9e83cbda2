import { expect, test } from 'vitest';
import { type FileKeeper, noKeeper } from '../../src/browser/host/origin-files.js';
import { PageFiles } from '../../src/browser/host/page-files.js';
import { watchKeeping } from '../../src/browser/watch-keeping.js';
import type { ProgressEvent } from '../../src/options/progress-event.js';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A keeper that has room for so many bytes, and the files that it has. */
function smallRoom(most: number) {
  const kept = new Map<string, number>();
  const keeper: FileKeeper = {
    ...noKeeper,
    async write(path, { length }, from) {
      const others = [...kept].reduce((sum, [name, size]) => sum + (name === path ? 0 : size), 0);
      if (others + from + length > most) throw new DOMException('no room', 'QuotaExceededError');
      kept.set(path, from + length);
    },
    async remove(path) {
      for (const name of [...kept.keys()]) if (name.startsWith(path)) kept.delete(name);
    },
  };
  return { kept, keeper };
}

function smallPage(most: number) {
  const files = new PageFiles();
  const room = smallRoom(most);
  files.keepBy(room.keeper);
  files.mount('/run', undefined);
  return { files, ...room };
}

test('where no room is left, files stay in memory, what was kept before stays as it was, and it is told once', async () => {
  const { files, kept } = smallPage(10);
  const { state, told } = watchKeeping(files, true);
  const events: ProgressEvent[] = [];
  await told({ onProgress: (event) => events.push(event) }, async () => {
    files.write('/run/small', bytes('12345'), 0);
    await files.settle();
    expect(state()).toBe('kept');
    files.write('/run/large', bytes('1234567890'), 0);
    await files.settle();
    files.write('/run/other', bytes('1'), 0);
    files.write('/run/small', bytes('6'), 5);
    files.remove('/run/small');
    await files.settle();
  });
  expect(state()).toBe('lost');
  expect([...kept]).toEqual([['/run/small', 5]]);
  expect(files.names('/run')).toEqual(['large', 'other']);
  expect(events).toEqual([
    {
      kind: 'warning',
      message: expect.stringMatching(/^no room is left for the files of this page/),
    },
  ]);
});

test('what the user removes is removed where it was kept too', async () => {
  const { files, kept } = smallPage(5);
  files.write('/run/small', bytes('12345'), 0);
  await files.settle();
  files.write('/run/large', bytes('1'), 0);
  await files.settle();
  await files.removeKept('/run');
  expect(kept.size).toBe(0);
  expect(files.has('/run')).toBe(false);
});

test('of a table that there is no room for, no part is kept', async () => {
  const { files, kept } = smallPage(1 << 25);
  const large = new Blob([new Uint8Array((1 << 25) + 1)]);
  files.mount('/run/large.csv', large);
  await files.keepBlob('/run/large.csv', large);
  expect(kept.size).toBe(0);
  expect(files.has('/run/large.csv')).toBe(true);
});

test('what else fails is told in its own words', async () => {
  const files = new PageFiles();
  files.keepBy({ ...noKeeper, write: () => Promise.reject(new Error('the folder is gone')) });
  const events: ProgressEvent[] = [];
  const onProgress = (event: ProgressEvent) => void events.push(event);
  await watchKeeping(files, true).told({ onProgress }, async () => {
    files.write('/one', bytes('1'), 0);
    await files.settle();
  });
  expect(events[0]).toMatchObject({
    message: expect.stringContaining('cannot be kept any more (the folder is gone)'),
  });
});
