import { errorMessage } from '../util/errors.js';
import { isRecord } from '../util/is-record.js';
import { checkJsonRoom } from '../util/json-room.js';
import { parseJson } from '../util/parse-json.js';
import { shown } from '../util/shown.js';
import { badBoxes } from './bad-boxes.js';
import type { WrittenBox, WrittenBoxes, WrittenImage } from './boxes-table.js';

/** Whether parsed JSON has the lists that COCO's annotations have. */
export function isCoco(value: unknown): boolean {
  return (
    isRecord(value) &&
    ['images', 'annotations', 'categories'].every((name) => Array.isArray(value[name]))
  );
}

/**
 * Reads COCO's annotations of instances: boxes as [x, y, width, height] (https://cocodataset.org/#format-data). Throws an
 * AutofitError with the list's entry for what cannot be meant.
 */
export function parseCoco(text: string, file: string): WrittenBoxes {
  const json = parseFile(text, file);
  const listOf = (name: string) => {
    const list = isRecord(json) ? json[name] : undefined;
    if (!Array.isArray(list)) throw badBoxes(`it has no list "${name}"`, { file });
    return list.map((entry: unknown, i) => {
      const place = { file, row: i + 1 };
      if (!isRecord(entry)) throw badBoxes(`"${name}" holds what is no object`, place);
      return { entry, place, what: `"${name}"` };
    });
  };
  const categories = new Map<unknown, string>();
  for (const { entry, place, what } of listOf('categories')) {
    const name = typeof entry.name === 'string' ? entry.name.trim() : '';
    if (name === '') throw badBoxes(`${what} has an entry without a name`, place);
    if (categories.has(entry.id))
      throw badBoxes(`${what} has two with the id ${shown(entry.id)}`, place);
    categories.set(entry.id, name);
  }
  const places = new Map<unknown, number>();
  const images = listOf('images').map((item, i): WrittenImage => {
    const { entry, place, what } = item;
    const { file_name: name, id } = entry;
    if (typeof name !== 'string' || name === '') {
      throw badBoxes(`${what} has an entry without a file_name`, place);
    }
    if (places.has(id)) throw badBoxes(`${what} has two with the id ${id}`, place);
    places.set(id, i);
    return { name, width: sizeOf(entry.width), height: sizeOf(entry.height), place };
  });
  const boxes = listOf('annotations').map(({ entry, place, what }): WrittenBox => {
    const image = places.get(entry.image_id);
    if (image === undefined) {
      throw badBoxes(
        `${what} names a picture that is not there, image_id ${shown(entry.image_id)}`,
        place,
      );
    }
    const label = categories.get(entry.category_id);
    if (label === undefined) {
      throw badBoxes(
        `${what} names a class that is not there, category_id ${shown(entry.category_id)}`,
        place,
      );
    }
    const crowd = entry.iscrowd === 1 || entry.iscrowd === true;
    return { image, label, ...cornersOf(entry.bbox, place), crowd, place };
  });
  return { images, boxes };
}

function cornersOf(bbox: unknown, place: WrittenBox['place']) {
  const isBox =
    Array.isArray(bbox) && bbox.length === 4 && bbox.every((part) => Number.isFinite(part));
  if (!isBox) {
    throw badBoxes(
      '"annotations" has a bbox that is not four numbers, [x, y, width, height]',
      place,
    );
  }
  const [x1 = 0, y1 = 0, width = 0, height = 0] = bbox as readonly number[];
  return { x1, y1, x2: x1 + width, y2: y1 + height };
}

function sizeOf(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined;
}

function parseFile(text: string, file: string): unknown {
  checkJsonRoom(text, file);
  try {
    return parseJson(text);
  } catch (thrown) {
    throw badBoxes(`it is not JSON: ${errorMessage(thrown)}`, { file });
  }
}
