import { expect, test } from 'vitest';
import { readDetectionLog } from '../../src/run/detection-journal.js';
import { tempFolder } from '../fixtures/temp-folder.js';

test('a run of another version is told for what it is', async () => {
  const folder = tempFolder();
  folder.write('journal.jsonl', '{"kind":"detection","format":99,"more":1}\n');
  await expect(readDetectionLog(folder.path)).rejects.toMatchObject({
    code: 'BAD_JOURNAL',
    message: expect.stringContaining(':1 cannot be read: it does not begin a run of this version.'),
  });
});
