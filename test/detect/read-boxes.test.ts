import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { readOrFault } from '../../src/detect/frame-pictures.js';
import { pictureBytes } from '../../src/detect/picture-bytes.js';
import { picturesAt } from '../../src/detect/pictures-at.js';
import { readBoxes } from '../../src/detect/read-boxes.js';
import { boxesForm } from '../../src/detect/written-boxes.js';
import { encodePng } from '../../src/image/encode-png.js';
import { whitePicture } from '../../src/image/picture.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const png = await encodePng(whitePicture(20, 10));
for (const inner of ['images', 'elsewhere', 'shares', 'voc/Annotations', 'voc/JPEGImages']) {
  mkdirSync(join(folder.path, inner), { recursive: true });
}
folder.write('images/a.png', png);
folder.write('images/b.png', png);
folder.write('images/broken.png', png.subarray(0, 40));
folder.write('elsewhere/c.png', png);
folder.write('voc/JPEGImages/v.png', png);
const box = (name: string) =>
  `<annotation><filename>${name}</filename><object><name>x</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>5</xmax><ymax>5</ymax></bndbox></object></annotation>`;
folder.write('voc/Annotations/v.xml', box('v.png'));
const csv = (...rows: string[]) =>
  folder.write('boxes.csv', `image,label,x1,y1,x2,y2\n${rows.join('\n')}\n`);

test('pictures lie beside the boxes, in a folder there, or where it is said', async () => {
  const path = csv('a.png,x,1,1,5,5', 'b.png,,,,,');
  const { pictures, classes } = await readBoxes(path);
  expect(classes).toEqual(['x']);
  expect(pictures).toMatchObject([
    { image: 'a.png', width: 20, height: 10, boxes: [{ code: 0, x1: 1 }] },
    { image: 'b.png', boxes: [] },
  ]);
  const images = join(folder.path, 'elsewhere');
  expect((await readBoxes(csv('c.png,x,1,1,5,5'), { images })).pictures).toHaveLength(1);
  // As those of a test are, of the same names as others in `images`.
  folder.write('elsewhere/a.png', png);
  const rows = csv('a.png,x,1,1,5,5', 'c.png,x,1,1,5,5');
  const both = await readBoxes(rows, { images, besideFirst: true });
  expect(both.pictures.map(({ file }) => relative(realpathSync(folder.path), file))).toEqual([
    join('images', 'a.png'),
    join('elsewhere', 'c.png'),
  ]);
  rmSync(folder.at('elsewhere/a.png'));
  expect((await readBoxes(join(folder.path, 'voc'))).pictures).toMatchObject([{ image: 'v.png' }]);
});

test('pictures that are absent, broken or outside are told, or set aside', async () => {
  symlinkSync(join(folder.path, 'elsewhere', 'c.png'), join(folder.path, 'images', 'link.png'));
  const path = csv(
    'a.png,x,1,1,5,5',
    'none.png,x,1,1,5,5',
    'broken.png,x,1,1,5,5',
    '../../../etc/passwd,x,1,1,5,5',
  );
  const images = join(folder.path, 'images');
  await expect(readBoxes(path, { images })).rejects.toMatchObject({
    code: 'BAD_PICTURE',
    message: expect.stringMatching(
      /^3 pictures of 4 cannot be used: none.png is not there; broken.png is cut off.*; ..\/..\/..\/etc\/passwd is not there\.$/,
    ),
  });
  const hint = expect.stringContaining('skipBadRows');
  await expect(readBoxes(path, { images })).rejects.toMatchObject({ hint });
  // Prediction has no such option.
  await expect(picturesAt(path, { images })).rejects.not.toMatchObject({ hint });
  const { pictures, notes } = await readBoxes(path, { images, skipBad: true });
  expect(pictures.map(({ image }) => image)).toEqual(['a.png']);
  expect(notes[0]).toMatch(/^3 pictures of 4 cannot be used: .*; set aside$/);
  await expect(readBoxes(csv('link.png,x,1,1,5,5'), { images })).rejects.toThrow(
    'link.png is not there',
  );
});

test('a picture of another size than its boxes, and one that is named twice, are mistakes', async () => {
  const coco = (images: object[]) =>
    folder.write('boxes.json', JSON.stringify({ images, annotations: [], categories: [] }));
  const [a, b] = [1, 2].map((id) => ({ id, file_name: 'a.png', width: 10, height: 20 }));
  await expect(readBoxes(coco([a ?? {}]))).rejects.toThrow(
    'a.png has 20 x 10 pixels, and its boxes are of 10 x 20',
  );
  await expect(readBoxes(coco([a ?? {}, b ?? {}]))).rejects.toThrow(
    'the picture a.png is there twice',
  );
  await expect(readBoxes(coco([]))).rejects.toThrow('it names no picture');
});

test('forms are found by what is there', async () => {
  expect(await boxesForm(join(folder.path, 'voc'))).toBe('voc');
  expect(await boxesForm(csv('a.png,x,1,1,5,5'))).toBe('csv');
  expect(
    await boxesForm(folder.write('c.json', '{"images":[],"annotations":[],"categories":[]}')),
  ).toBe('coco');
  // As some programs begin a file.
  expect(
    await boxesForm(folder.write('m.json', '\ufeff{"images":[],"annotations":[],"categories":[]}')),
  ).toBe('coco');
  expect(await boxesForm(folder.write('rows.json', '[{"a": 1}]'))).toBeUndefined();
  expect(await boxesForm(folder.write('cut.json', '{"a": '))).toBeUndefined();
  expect(await boxesForm(folder.write('table.csv', 'a,b\n1,2\n'))).toBeUndefined();
  expect(await boxesForm(join(folder.path, 'images'))).toBeUndefined();
  expect(await boxesForm(join(folder.path, 'nothing'))).toBeUndefined();
});

test('a file of rows is not read whole to see what it is', async () => {
  const large = folder.write('large.json', '{"a": 1}\n');
  truncateSync(large, 3e9);
  expect(await boxesForm(large)).toBeUndefined();
  const long = folder.write('long.csv', 'image,label,x1,y1,x2,y2\n');
  truncateSync(long, 3e9);
  expect(await boxesForm(long)).toBe('csv');
  const pipe = folder.at('pipe.csv');
  execFileSync('mkfifo', [pipe]);
  expect(await boxesForm(pipe)).toBeUndefined();
});

test('files in a folder that are no pictures of it are passed over: pipes, hidden ones, links that lead out', async () => {
  const own = folder.at('mixed');
  mkdirSync(join(own, 'x.png'), { recursive: true });
  for (const name of ['mixed/1.png', 'mixed/.2.png', 'mixed/x.png/3.png']) folder.write(name, png);
  execFileSync('mkfifo', [join(own, 'pipe.png')]);
  symlinkSync(folder.at('elsewhere/c.png'), join(own, 'link.png'));
  const { pictures, notes } = await picturesAt(own);
  expect(pictures.map(({ image }) => image)).toEqual(['1.png', 'x.png/3.png']);
  expect(notes).toEqual(['1 link left out: to folders, out of the folder or nowhere']);
});

test('a pipe, a folder and a file without rights are faults of a picture; failures of the machine are none', async () => {
  await expect(readOrFault(folder.at('mixed/pipe.png'))).resolves.toMatch('is no plain file');
  await expect(readOrFault(folder.at('mixed'))).resolves.toMatch('is a folder');
  await expect(readOrFault(folder.at('none.png'))).resolves.toMatch('does not exist');
  const failing = (code: string) => () =>
    Promise.reject(Object.assign(new Error(code), { code, syscall: 'open' }));
  await expect(pictureBytes('a.png', failing('EACCES'))).rejects.toMatchObject({
    code: 'BAD_PICTURE',
  });
  await expect(pictureBytes('a.png', failing('EIO'))).rejects.toMatchObject({
    code: 'CANNOT_READ',
    message: expect.stringContaining('a.png cannot be read: the disk'),
  });
});

test('of a file the form is found by its start, however large it is', async () => {
  const large = (name: string, start: string) => {
    const path = folder.write(name, start);
    // A hole: the file takes no room on the disk, and more than can be read at once.
    truncateSync(path, 2 ** 32);
    return path;
  };
  expect(await boxesForm(large('large.csv', 'image,label,x1,y1,x2,y2\n'))).toBe('csv');
  expect(await boxesForm(large('large-table.csv', 'a,b\n'))).toBeUndefined();
  expect(await boxesForm(large('large-rows.json', '{"a":1}\n'))).toBeUndefined();
});

test('pictures to be looked at are a file, those of a folder, or those that boxes name', async () => {
  const names = async (path: string) => (await picturesAt(path)).pictures.map(({ image }) => image);
  expect(await names(join(folder.path, 'images', 'a.png'))).toEqual(['a.png']);
  expect(await names(join(folder.path, 'voc'))).toEqual(['v.png']);
  expect(await names(join(folder.path, 'elsewhere'))).toEqual(['c.png']);
  expect(await names(csv('b.png,,,,,'))).toEqual(['b.png']);
  // Beside boxes as tools write them, pictures that are not drawn on yet.
  mkdirSync(folder.at('half'));
  for (const name of ['c.png', 'b.png', 'a.png']) folder.write(`half/${name}`, png);
  folder.write('half/b.xml', box('b.png'));
  expect(await names(folder.at('half'))).toEqual(['b.png', 'a.png', 'c.png']);
  await expect(picturesAt(folder.write('note.txt', 'x'))).rejects.toThrow('it is no picture');
  await expect(picturesAt(join(folder.path, 'none'))).rejects.toThrow('no such file');
});

test('edges that are shares of the sides are refused, however they are written', async () => {
  const shares = 'the edges of its boxes are shares of the sides';
  await expect(readBoxes(csv('a.png,x,0.1,0.2,0.6,0.7'))).rejects.toThrow(`boxes.csv:2: ${shares}`);
  const coco = folder.write(
    'shares.json',
    JSON.stringify({
      images: [{ id: 1, file_name: 'a.png' }],
      annotations: [{ image_id: 1, category_id: 1, bbox: [0.1, 0.2, 0.5, 0.5] }],
      categories: [{ id: 1, name: 'x' }],
    }),
  );
  await expect(readBoxes(coco)).rejects.toThrow(`shares.json, entry 1: ${shares}`);
  folder.write('shares/v.png', png);
  folder.write('shares/v.xml', box('v.png').replace(/[15](?=<)/g, '0.$&'));
  await expect(readBoxes(folder.at('shares'))).rejects.toThrow(`v.xml:1: ${shares}`);
});

test('shares are refused where some edges lie a rounding outside of the picture, or most boxes alone are written so', async () => {
  const shares = ['0.5,0.5,0.9,0.9', '0.875,0.1,1.000001,0.2', '-0.0000004,0,0.2,1', '0,0,1,1'];
  const rows = shares.map((edges) => `a.png,x,${edges}`);
  const refused = 'the edges of its boxes are shares of the sides';
  await expect(readBoxes(csv(...rows))).rejects.toThrow(`boxes.csv:2: ${refused}`);
  await expect(readBoxes(csv('a.png,x,2,2,9,9', ...rows))).rejects.toThrow(
    'boxes.csv:3: the edges of 3 boxes of 5 are shares of the sides',
  );
});

test('a box of one pixel, and a single one of parts of a pixel among many, are boxes', async () => {
  const others = Array.from({ length: 10 }, (_, i) => `a.png,x,${i},1,9.5,9`);
  const { pictures } = await readBoxes(csv(...others, 'a.png,x,0,0,1,1', 'a.png,x,0,0.2,1,1.3'));
  expect(pictures[0]?.boxes).toHaveLength(12);
  const whole = await readBoxes(csv('a.png,x,0,0,1,1', 'a.png,x,2,2,9,9'));
  expect(whole.pictures[0]?.boxes).toHaveLength(2);
});
