import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { picturesAt } from '../../src/detect/pictures-at.js';
import { encodePng } from '../../src/image/encode-png.js';
import { whitePicture } from '../../src/image/picture.js';
import { writeBelow } from '../fixtures/picture-folder.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const png = await encodePng(whitePicture(20, 10));
const voc = (name: string) =>
  `<annotation><filename>${name}</filename><object><name>x</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>5</xmax><ymax>5</ymax></bndbox></object></annotation>`;
const names = ({ pictures }: Awaited<ReturnType<typeof picturesAt>>) =>
  pictures.map(({ image }) => image);

test('pictures without boxes are found in every folder that has some with boxes, and in no other', async () => {
  const own = writeBelow(folder.at('voc'), {
    'Annotations/a.xml': voc('a.png'),
    'JPEGImages/a.png': png,
    'JPEGImages/new.png': png,
    'SegmentationClass/a.png': png,
    'top.png': png,
  });
  expect(await picturesAt(own)).toMatchObject({
    pictures: [{ image: 'a.png' }, { image: 'JPEGImages/new.png' }, { image: 'top.png' }],
    notes: [],
  });
  const images = ['train/a.png', 'b.png'].map((file_name, id) => ({ id, file_name }));
  const coco = writeBelow(folder.at('coco'), {
    '_annotations.coco.json': JSON.stringify({ images, annotations: [], categories: [] }),
    'images/train/a.png': png,
    'images/train/new.png': png,
    'images/b.png': png,
    'images/val/c.png': png,
    'b.jpg/c.png': png,
  });
  expect(names(await picturesAt(coco))).toEqual(['train/a.png', 'b.png', 'images/train/new.png']);
});

test('beside boxes, hidden files, folders and links that lead nowhere or out are no pictures', async () => {
  const own = writeBelow(folder.at('mixed'), {
    'a.xml': voc('a.png'),
    'a.png': png,
    '._a.png': png,
    '.hidden/b.png': png,
    'dir.png/c.png': png,
    'notes.txt': '',
  });
  writeBelow(folder.at('elsewhere'), { 'd.png': png });
  symlinkSync(folder.at('elsewhere/d.png'), join(own, 'out.png'));
  symlinkSync('nowhere.png', join(own, 'dead.png'));
  symlinkSync('a.png', join(own, 'same.png'));
  mkdirSync(join(own, 'empty'));
  expect(await picturesAt(own)).toMatchObject({
    pictures: [{ image: 'a.png' }],
    notes: ['2 links left out: to folders, out of the folder or nowhere'],
  });
});

test('pictures with boxes that are set aside are not taken for others without', async () => {
  const own = writeBelow(folder.at('broken'), {
    'Annotations/a.xml': voc('a.png'),
    'Annotations/b.xml': voc('b.png'),
    'JPEGImages/a.png': png,
    'JPEGImages/b.png': png.subarray(0, 40),
    'JPEGImages/c.png': png,
  });
  expect(names(await picturesAt(own, { skipBad: true }))).toEqual(['a.png', 'JPEGImages/c.png']);
});
