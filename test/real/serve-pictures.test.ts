import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { encodePng } from '../../src/image/encode-png.js';
import { fit, loadDetector, loadPredictor } from '../../src/index.js';
import { runServer } from '../fixtures/run-server.js';
import { squarePictures } from '../fixtures/square-pictures.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const execute = promisify(execFile);
const folder = tempFolder();
const shape = 'datasets/shapes-by-class/circle/circle-01.png';

/** The commands of the docs that ask by curl, for this address. */
function asked(url: string): readonly string[] {
  const page = readFileSync('docs/serving.md', 'utf8');
  const lines = [...page.matchAll(/^curl .*$/gm)].map(([line]) => line);
  return lines.map((line) => line.replaceAll('http://127.0.0.1:8080', url));
}

test('a picture is served as the docs say: the same class by a form, by base64 and by the library', async () => {
  const out = folder.at('shapes');
  await fit('datasets/shapes-by-class', {
    out,
    models: ['extra-trees'],
    families: { 'extra-trees': { defaults: { trees: 20 } } },
    trials: 1,
    folds: 2,
    workers: 1,
    report: false,
  });
  const [expected] = await (await loadPredictor(out)).predictProba([
    { image: readFileSync(shape) },
  ]);
  const { url } = await runServer(out);
  const commands = asked(url);
  expect(commands).toHaveLength(2);
  for (const command of commands) {
    const { stdout } = await execute('bash', ['-c', command]);
    const { predictions } = JSON.parse(stdout) as { predictions: { probabilities: object }[] };
    expect(predictions.map(({ probabilities }) => probabilities)).toEqual([expected]);
  }
});

test('a detector is served, and answers the boxes of the library', async () => {
  mkdirSync(folder.at('images'));
  const pictures = squarePictures(10, 32, 3);
  const lines = ['image,label,x1,y1,x2,y2'];
  for (const [i, { picture, boxes }] of pictures.entries()) {
    folder.write(join('images', `p${i}.png`), await encodePng(picture));
    for (const { code, x1, y1, x2, y2 } of boxes) {
      lines.push([`p${i}.png`, ['light', 'dark'][code], x1, y1, x2, y2].join(','));
    }
  }
  const data = folder.write('boxes.csv', lines.join('\n'));
  const out = folder.at('detector');
  await fit(data, {
    task: 'detection',
    trials: 1,
    images: folder.at('images'),
    out,
    report: false,
  });
  const file = folder.at(join('images', 'p0.png'));
  const [boxes] = await (await loadDetector(out)).predict([file]);
  const { url } = await runServer(out);
  const form = new FormData();
  form.set('image', new Blob([readFileSync(file)]), 'p0.png');
  const answer = await fetch(`${url}/predict`, { method: 'POST', body: form });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ predictions: [{ boxes }] });
  const schema = (await (await fetch(`${url}/schema`)).json()) as { readonly task: string };
  expect(schema.task).toBe('detection');
  expect(await (await fetch(url)).text()).toContain('A detector of dark, light');
});
