/**
 * Makes datasets/shapes (pictures of circles, squares and triangles with their boxes as COCO JSON) and
 * datasets/shapes-by-class (one shape a picture, a folder a class). Run: node scripts/shapes.mjs
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

const DATASETS = fileURLToPath(new URL('../datasets', import.meta.url));
const KINDS = ['circle', 'square', 'triangle'];
/** Samples a pixel and side, for smooth edges. */
const FINE = 4;
const random = createRandom(7);

writeBoxes('shapes', { side: 96, train: 64, test: 24 });
writeClasses('shapes-by-class', { side: 32, each: 60 });

function writeBoxes(name, { side, train, test }) {
  const folder = join(DATASETS, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'pictures'), { recursive: true });
  for (const [part, count] of Object.entries({ train, test })) {
    const categories = KINDS.map((kind, i) => ({ id: i + 1, name: kind }));
    const coco = { images: [], annotations: [], categories };
    for (let id = 1; id <= count; id++) {
      const file = `${part}-${String(id).padStart(2, '0')}.png`;
      const picture = background(side);
      const placed = placeShapes(side, 2 + Math.floor(random() * 5));
      for (const shape of placed) draw(picture, side, shape);
      writeFileSync(join(folder, 'pictures', file), png(picture, side));
      coco.images.push({ id, file_name: `pictures/${file}`, width: side, height: side });
      for (const { kind, box } of placed) {
        const { length } = coco.annotations;
        const [x, y, x2, y2] = box;
        const bbox = [x, y, x2 - x, y2 - y];
        const area = bbox[2] * bbox[3];
        const category_id = KINDS.indexOf(kind) + 1;
        coco.annotations.push({
          id: length + 1,
          image_id: id,
          category_id,
          bbox,
          area,
          iscrowd: 0,
        });
      }
    }
    writeFileSync(join(folder, `${part}.json`), cocoText(coco));
  }
}

function writeClasses(name, { side, each }) {
  const folder = join(DATASETS, name);
  rmSync(folder, { recursive: true, force: true });
  for (const kind of KINDS) {
    mkdirSync(join(folder, kind), { recursive: true });
    for (let i = 1; i <= each; i++) {
      const picture = background(side);
      draw(picture, side, shapeOf(kind, side, 18 + random() * 8, (random() - 0.5) * 0.7));
      const file = `${kind}-${String(i).padStart(2, '0')}.png`;
      writeFileSync(join(folder, kind, file), png(picture, side));
    }
  }
}

/** One entry a line: changes can be read. */
function cocoText(coco) {
  const lists = Object.entries(coco).map(
    ([key, list]) => `"${key}": [\n${list.map((item) => JSON.stringify(item)).join(',\n')}\n]`,
  );
  return `{${lists.join(',\n')}}\n`;
}

/** Shapes that hardly touch each other. */
function placeShapes(side, count) {
  const placed = [];
  for (let tries = 0; placed.length < count && tries < 200; tries++) {
    const kind = KINDS[Math.floor(random() * KINDS.length)];
    const shape = shapeOf(kind, side, 14 + random() * 22);
    if (placed.every((other) => apart(shape.box, other.box))) placed.push(shape);
  }
  return placed;
}

function apart([ax, ay, ax2, ay2], [bx, by, bx2, by2]) {
  return ax2 <= bx + 1 || bx2 <= ax + 1 || ay2 <= by + 1 || by2 <= ay + 1;
}

/** A shape of about so many pixels that lies in the picture, turned by so much or by chance, with the box around it. */
function shapeOf(kind, side, size, turned) {
  const radius = size / 2;
  const x = radius + 1 + random() * (side - size - 2);
  const y = radius + 1 + random() * (side - size - 2);
  // Squares stand on a side, triangles on two corners, but for what they are turned by.
  const upright = kind === 'square' ? Math.PI / 4 : -Math.PI / 2;
  const turn = turned === undefined ? random() * 2 * Math.PI : turned + upright;
  const corners = { circle: 0, square: 4, triangle: 3 }[kind];
  const points = Array.from({ length: corners }, (_, i) => {
    const angle = turn + (2 * Math.PI * i) / corners;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
  const colour = [random(), random(), random()].map((part) => Math.round(40 + part * 200));
  const xs = corners ? points.map(([px]) => px) : [x - radius, x + radius];
  const ys = corners ? points.map(([, py]) => py) : [y - radius, y + radius];
  const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(Math.round);
  return { kind, x, y, radius, points, colour, box };
}

function isInside({ kind, x, y, radius, points }, px, py) {
  if (kind === 'circle') return (px - x) ** 2 + (py - y) ** 2 <= radius ** 2;
  return points.every(([ax, ay], i) => {
    const [bx, by] = points[(i + 1) % points.length];
    return (bx - ax) * (py - ay) - (by - ay) * (px - ax) >= 0;
  });
}

/** Grey that changes slowly over the picture, in a light that changes from picture to picture. */
function background(side) {
  const light = 90 + random() * 110;
  const [slopeX, slopeY] = [random() * 60 - 30, random() * 60 - 30];
  const pixels = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const grain = random() < 0.04 ? Math.round((random() - 0.5) * 36) : 0;
      const grey = Math.round(light + (slopeX * x + slopeY * y) / side) + grain;
      pixels.fill(clamped(grey), (y * side + x) * 3, (y * side + x + 1) * 3);
    }
  }
  return pixels;
}

function draw(pixels, side, shape) {
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      let inside = 0;
      for (let i = 0; i < FINE * FINE; i++) {
        const px = x + ((i % FINE) + 0.5) / FINE;
        const py = y + (Math.floor(i / FINE) + 0.5) / FINE;
        if (isInside(shape, px, py)) inside++;
      }
      const share = inside / (FINE * FINE);
      for (let c = 0; c < 3; c++) {
        const at = (y * side + x) * 3 + c;
        pixels[at] = clamped(pixels[at] * (1 - share) + shape.colour[c] * share);
      }
    }
  }
}

function clamped(value) {
  return Math.max(0, Math.min(255, Math.round(value)));
}

/** PNG with eight bits a channel, each row as differences from the one above. */
function png(pixels, side) {
  const rowBytes = side * 3;
  const filtered = new Uint8Array(side * (rowBytes + 1));
  for (let y = 0; y < side; y++) {
    filtered[y * (rowBytes + 1)] = 2;
    for (let i = 0; i < rowBytes; i++) {
      const above = y > 0 ? pixels[(y - 1) * rowBytes + i] : 0;
      filtered[y * (rowBytes + 1) + 1 + i] = pixels[y * rowBytes + i] - above;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(filtered, { level: 9 });
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name, data) {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(name, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

/** mulberry32 (Ettinger): the same pictures from every run. */
function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
