import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBoxes } from '../../src/detect/read-boxes.js';
import { checkBackbone } from '../../src/image/check-backbone.js';
import { readBackbone } from '../../src/image/read-backbone.js';
import { openBoxAnswers } from '../../src/serve/box-answers.js';
import { boundaryOf } from '../../src/serve/multipart.js';
import type { Json } from '../../src/util/json.js';
import type { Random } from '../../src/util/random.js';
import { meanBoxesState } from '../../test/fixtures/mean-boxes-state.js';
import { tinyBackboneFile } from '../../test/fixtures/tiny-backbone.js';
import { bytesOf, fileOf, pillow } from '../../test/image/pictures.js';
import { drawn, hostileText, oneOf } from './hostile-values.js';
import { joined, mutateBytes } from './mutate-bytes.js';
import { mutateJson } from './mutate-json.js';
import { type FuzzTarget, need } from './target.js';

/** Networks of others: safetensors by the names of EfficientNet-Lite0. */
export const backboneTarget: FuzzTarget = {
  name: 'backbones',
  async open() {
    const { file } = tinyBackboneFile();
    const length = Number(file.readBigUInt64LE(0));
    const header = JSON.parse(file.toString('utf8', 8, 8 + length)) as Json;
    return {
      input(random) {
        if (random.integer(3) === 0) return mutateBytes(new Uint8Array(file), random);
        const text = Buffer.from(mutateJson(header, random));
        const size = Buffer.alloc(8);
        size.writeUInt32LE(text.length);
        return joined(size, text, file.subarray(8 + length));
      },
      async read(bytes) {
        checkBackbone(readBackbone(bytes, 'backbone.safetensors'));
      },
    };
  },
};

const COCO: Json = {
  images: [{ id: 1, file_name: 'a.png', width: 13, height: 9 }],
  categories: [{ id: 3, name: 'cat' }],
  annotations: [{ image_id: 1, category_id: 3, bbox: [1, 2, 10, 12], iscrowd: 0 }],
};
const VOC =
  '<?xml version="1.0"?><annotation><filename>a.png</filename><size><width>13</width><height>9</height></size><object><name>cat &amp; dog</name><difficult>0</difficult><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>11</xmax><ymax>14</ymax></bndbox></object></annotation>';
const CSV = 'image,label,x1,y1,x2,y2\na.png,cat,1,2,11,14\na.png,"dog, small",3,4,9,9\n';
const NAMES = ['boxes.json', 'boxes.csv', 'annotations/a.xml'] as const;

/** Boxes as others have drawn them: COCO, CSV and Pascal VOC. The first byte says which. */
export const boxesTarget: FuzzTarget = {
  name: 'boxes',
  async open() {
    const folder = mkdtempSync(join(tmpdir(), 'autofit-fuzz-'));
    const picture = fileOf('PNG RGB');
    for (const name of NAMES) {
      const own = join(folder, name.replace(/\W.*/, ''));
      mkdirSync(join(own, 'annotations'), { recursive: true });
      writeFileSync(join(own, 'a.png'), picture);
    }
    return {
      input(random) {
        const place = random.integer(NAMES.length);
        const text = [() => mutateJson(COCO, random), () => CSV, () => VOC][place]?.() ?? '';
        const isChanged = place > 0 || random.integer(3) === 0;
        const bytes = Buffer.from(text);
        return joined(Uint8Array.of(place), isChanged ? mutateBytes(bytes, random) : bytes);
      },
      async read(bytes) {
        const name = NAMES[bytes[0] ?? 0] ?? NAMES[0];
        const own = join(folder, name.replace(/\W.*/, ''));
        writeFileSync(join(own, name), bytes.subarray(1));
        const { pictures, classes } = await readBoxes(name.includes('/') ? own : join(own, name));
        const codes = pictures.flatMap(({ boxes }) => boxes.map(({ code }) => code));
        need(
          codes.every((code) => code < classes.length),
          'a box is of no class',
        );
      },
      close: async () => rmSync(folder, { recursive: true }),
    };
  },
};

const BOUNDARY = 'x-boundary';

/** Bodies of requests for boxes, whose pictures are damaged. The first byte says whether it is a form. */
export const pictureRequestTarget: FuzzTarget = {
  name: 'picture-requests',
  async open() {
    const seeds = pillow.cases.map(({ file }) => bytesOf(file));
    const answers = openBoxAnswers(meanBoxesState);
    return {
      input: (random) => requestOf(oneOf(seeds, random), random),
      async read(bytes) {
        const isForm = bytes[0] === 1;
        const boundary = isForm
          ? boundaryOf(`multipart/form-data; boundary=${BOUNDARY}`)
          : undefined;
        const job = {
          form: isForm ? 'form' : 'json',
          ...{ bytes: bytes.slice(1), boundary, explain: false, firstLine: 0 },
        } as const;
        const [answer] = (await answers([job])).answers;
        need(answer !== undefined && answer.status < 500, `${answer?.status}`);
        JSON.parse(answer.body);
      },
    };
  },
};

function requestOf(picture: Uint8Array, random: Random): Uint8Array {
  const bytes = random.integer(4) === 0 ? picture : mutateBytes(picture, random);
  const text = Buffer.from(bytes).toString('base64');
  if (random.integer(2) === 0) {
    const cells: Json[] = [text, `data:image/png;base64,${text}`, [text, text], `${text};${text}`];
    const body = Buffer.from(mutateJson({ rows: [{ image: oneOf(cells, random) }] }, random));
    return joined(Uint8Array.of(0), random.integer(4) === 0 ? mutateBytes(body, random) : body);
  }
  const name = random.integer(4) === 0 ? drawn(hostileText, random) : 'a.png';
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="image"; filename="${name}"\r\n\r\n`;
  const body = joined(Buffer.from(head), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`));
  return joined(Uint8Array.of(1), random.integer(4) === 0 ? mutateBytes(body, random) : body);
}
