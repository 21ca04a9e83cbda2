import { expect, test } from 'vitest';
import { isBoxesHeader, parseBoxesCsv } from '../../src/detect/parse-boxes-csv.js';
import { isCoco, parseCoco } from '../../src/detect/parse-coco.js';
import { parseVoc } from '../../src/detect/parse-voc.js';
import { parseXml } from '../../src/detect/parse-xml.js';

const coco = {
  images: [{ id: 7, file_name: 'a.png', width: 20, height: 10 }],
  categories: [{ id: 3, name: ' cat ' }],
  annotations: [{ id: 1, image_id: 7, category_id: 3, bbox: [1, 2, 3, 4], iscrowd: 1 }],
};
const cocoWith = (part: object) => () => parseCoco(JSON.stringify({ ...coco, ...part }), 'b.json');

test('COCO has boxes by left, top, width and height', () => {
  const { images, boxes } = parseCoco(JSON.stringify(coco), 'b.json');
  expect(isCoco(coco)).toBe(true);
  expect(images).toMatchObject([{ name: 'a.png', width: 20, height: 10 }]);
  expect(boxes).toMatchObject([
    { image: 0, label: 'cat', x1: 1, y1: 2, x2: 4, y2: 6, crowd: true, place: { row: 1 } },
  ]);
});

test('mistakes in COCO are told with the entry that has them', () => {
  const [box] = coco.annotations;
  expect(() => parseCoco('{', 'b.json')).toThrow(/b.json: it is not JSON/);
  expect(() => parseCoco('{"images": []}', 'b.json')).toThrow(
    'b.json: it has no list "categories".',
  );
  expect(cocoWith({ annotations: [box, { ...box, image_id: 8 }] })).toThrow(
    'b.json, entry 2: "annotations" names a picture that is not there, image_id 8.',
  );
  expect(cocoWith({ annotations: [{ ...box, category_id: 4 }] })).toThrow('category_id 4');
  expect(cocoWith({ annotations: [{ ...box, bbox: [1, 2, 3] }] })).toThrow('four numbers');
  expect(cocoWith({ annotations: [{ ...box, bbox: [1, 2, 3, '4'] }] })).toThrow('four numbers');
  expect(cocoWith({ categories: [{ id: 3 }] })).toThrow('without a name');
  expect(cocoWith({ images: [...coco.images, ...coco.images] })).toThrow('two with the id 7');
  expect(cocoWith({ images: [{ id: 7 }] })).toThrow('without a file_name');
});

const object = (inner: string) => `<object><name>R &amp; D</name>${inner}</object>`;
const bounds = '<bndbox><xmin>1</xmin><ymin> 2.5 </ymin><xmax>9</xmax><ymax>8</ymax></bndbox>';
const voc = (inner: string) => `<?xml version="1.0"?>
<!-- by hand -->
<annotation verified="yes"><filename>C:\\x\\a.jpg</filename>
<size><width>20</width><height>0</height></size>
${inner}</annotation>
`;

test('Pascal VOC has a picture a file, with edges as they are written', () => {
  const text = voc(object(`<difficult>1</difficult>${bounds}`) + object(bounds));
  const { image, boxes } = parseVoc(text, 'a.xml');
  expect(image).toMatchObject({ name: 'a.jpg', width: 20, height: undefined });
  const own = { label: 'R & D', x1: 1, y1: 2.5, x2: 9, y2: 8 };
  expect(boxes).toMatchObject([
    { ...own, crowd: true },
    { ...own, crowd: false },
  ]);
});

test('mistakes in Pascal VOC are told with their line', () => {
  expect(() => parseVoc(voc(object('')), 'a.xml')).toThrow(
    'a.xml:5: an <object> "R & D" has no <bndbox>',
  );
  for (const own of ['wide', '0x9', ' ']) {
    const noNumber = bounds.replace('<xmax>9', `<xmax>${own}`);
    expect(() => parseVoc(voc(object(noNumber)), 'a.xml')).toThrow('no number as <xmax>');
  }
  expect(() => parseVoc(voc('<object/>'), 'a.xml')).toThrow('an <object> has no <name>');
  expect(() => parseVoc('<html></html>', 'a.xml')).toThrow('it is <html>, not an <annotation>');
});

test.each([
  ['<a><b></a>', '</a> closes what is not open'],
  ['<a>', '<a> is not closed'],
  ['<a>&nbsp;</a>', '"&nbsp;" stands for nothing'],
  ['<a>x & y</a>', 'stands for nothing'],
  ['<a></a><b></b>', 'not one element'],
  ['text', 'not one element'],
  ['<a x=1></a>', 'no XML'],
  ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'no XML'],
])('%s is refused as XML', (text, message) => {
  expect(() => parseXml(text, 'a.xml')).toThrow(message);
});

test('XML may have CDATA, references by number and empty elements', () => {
  const { children, text } = parseXml('<a>&#65;&#x42;<![CDATA[<&]]><b c="1>2"/></a>', 'a.xml');
  expect(text).toBe('AB<&');
  expect(children).toMatchObject([{ name: 'b', text: '', children: [] }]);
});

test('a CSV has a box a row, and pictures without any', () => {
  const text =
    '\ufeffimage,label,x1,y1,x2,y2\r\na.png,"big, red",1,2,3,4\r\nb.png,,,,,\r\na.png,x,0,0,1,1\r\n';
  const { images, boxes } = parseBoxesCsv(text, 'b.csv');
  expect(images.map(({ name }) => name)).toEqual(['a.png', 'b.png']);
  expect(boxes).toMatchObject([
    { image: 0, label: 'big, red', x1: 1, y1: 2, x2: 3, y2: 4, place: { line: 2 } },
    { image: 0, label: 'x', place: { line: 4 } },
  ]);
});

test('columns may have the names that other programs give them', () => {
  expect(isBoxesHeader('filename,width,height,class,xmin,ymin,xmax,ymax')).toBe(true);
  expect(isBoxesHeader('image;label;x1;y1;x2;y2')).toBe(true);
  expect(isBoxesHeader('image,label,x,y')).toBe(false);
});

test.each([
  [',', 'car; red\tor blue'],
  [';', 'car, red\tor blue'],
  ['\t', 'car, red; or blue'],
])(
  'what stands between the columns of a header (%j) is all that parts the cells below',
  (between, label) => {
    const lines = [
      ['"image"', 'label', 'x1', 'y1', 'x2', 'y2'],
      ['a.png', label, 1, 1, 5, 5],
    ];
    const text = lines.map((cells) => cells.join(between)).join('\n');
    expect(isBoxesHeader(text.split('\n')[0] ?? '')).toBe(true);
    expect(parseBoxesCsv(`\ufeff\n${text}\n`, 'b.csv').boxes).toMatchObject([
      { label, x1: 1, y2: 5 },
    ]);
  },
);

test('mistakes in a CSV are told with their line', () => {
  const csv = (row: string) => () => parseBoxesCsv(`image,label,x1,y1,x2,y2\n${row}\n`, 'b.csv');
  expect(csv('a.png,x,1,2,three,4')).toThrow('b.csv:2: "three" in the column x2 is no number.');
  expect(csv('a.png,x,1,2,0x10,4')).toThrow('b.csv:2: "0x10" in the column x2 is no number.');
  expect(csv('a.png,,1,2,3,4')).toThrow('a box has no label');
  expect(csv(',x,1,2,3,4')).toThrow('a row names no picture');
  expect(csv('a.png,x,1,2,3')).toThrow('b.csv:2');
  expect(() => parseBoxesCsv('image,label\n', 'b.csv')).toThrow('no column x1, y1, x2, y2');
});

test('ids of COCO that are no numbers are told as they are written', () => {
  const id = { toString: 1 };
  const category = { id, name: 'cat' };
  const text = JSON.stringify({
    images: [{ id: 1, file_name: 'a.png' }],
    categories: [category],
    annotations: [{ image_id: 1, category_id: id, bbox: [1, 2, 3, 4] }],
  });
  expect(() => parseCoco(text, 'c.json')).toThrow('category_id {"toString":1}');
});

test('a CSV may tell how large its pictures are, which is no size of boxes', () => {
  const csv = (...rows: string[]) =>
    parseBoxesCsv(`filename,width,height,class,xmin,ymin,xmax,ymax\n${rows.join('\n')}\n`, 'b.csv');
  const { images } = csv('a.jpg,1600,1200,cat,100,100,700,500', 'b.jpg,,,cat,1,1,9,9');
  expect(images).toMatchObject([
    { name: 'a.jpg', width: 1600, height: 1200 },
    { name: 'b.jpg', width: undefined, height: undefined },
  ]);
  const inPart = csv('a.jpg,,,cat,1,1,9,9', 'a.jpg,1600,,cat,1,1,9,9', 'a.jpg,,1200,,,,,');
  expect(inPart.images).toMatchObject([{ width: 1600, height: 1200 }]);
  const ofBoxes = csv(
    'a.jpg,600,400,cat,100,100,700,500',
    'a.jpg,8,8,cat,1,1,9,9',
    'a.jpg,,,cat,1,1,6,6',
  );
  expect(ofBoxes.images).toMatchObject([{ width: undefined, height: undefined }]);
  const bare = csv('a.jpg,8,8,cat,1,1,9,9', 'a.jpg,5,5,cat,1,1,6,6', 'b.jpg,640,480,,,,,');
  expect(bare.images).toMatchObject([{ width: undefined }, { width: undefined }]);
  const beside = csv('a.jpg,,,cat,1,1,9,9', 'b.jpg,640,480,,,,,');
  expect(beside.images).toMatchObject([{ width: undefined }, { width: 640, height: 480 }]);
  expect(() => csv('a.jpg,80,60,cat,1,1,9,9', 'a.jpg,,,,,,,', 'a.jpg,60,80,cat,1,1,9,9')).toThrow(
    'b.csv:4: its picture has two sizes, 80 x 60 and 60 x 80',
  );
});
