import { badBoxes } from './bad-boxes.js';
import type { Corners } from './box.js';
import type { WrittenBox, WrittenImage } from './boxes-table.js';
import { decimalNumber } from './decimal-number.js';
import { childNamed, parseXml, type XmlElement } from './parse-xml.js';

/** What one file of Pascal VOC says of one picture. */
export interface VocAnnotation {
  readonly image: WrittenImage;
  readonly boxes: readonly Omit<WrittenBox, 'image'>[];
}

/**
 * Reads an annotation of Pascal VOC (Everingham et al. 2010): edges as they are written, `difficult` ones as crowds. Throws
 * an AutofitError with the line for what cannot be meant.
 */
export function parseVoc(text: string, file: string): VocAnnotation {
  const root = parseXml(text, file);
  if (root.name !== 'annotation') {
    throw badBoxes(`it is <${root.name}>, not an <annotation>`, { file, line: root.line });
  }
  const name = textOf(root, 'filename') ?? '';
  const size = childNamed(root, 'size');
  const image = {
    name: name.split(/[\\/]/).at(-1) ?? '',
    width: size && sizeIn(size, 'width'),
    height: size && sizeIn(size, 'height'),
    place: { file, line: root.line },
  };
  const objects = root.children.filter((child) => child.name === 'object');
  return { image, boxes: objects.map((object) => boxOf(object, file)) };
}

function boxOf(object: XmlElement, file: string): Omit<WrittenBox, 'image'> {
  const place = { file, line: object.line };
  const label = textOf(object, 'name') ?? '';
  if (label === '') throw badBoxes('an <object> has no <name>', place);
  const bounds = childNamed(object, 'bndbox');
  if (!bounds) throw badBoxes(`an <object> "${label}" has no <bndbox>`, place);
  const edge = (name: string) => edgeOf(bounds, name, file);
  const corners: Corners = {
    x1: edge('xmin'),
    y1: edge('ymin'),
    x2: edge('xmax'),
    y2: edge('ymax'),
  };
  return { label, ...corners, crowd: textOf(object, 'difficult') === '1', place };
}

function edgeOf(bounds: XmlElement, name: string, file: string): number {
  const value = decimalNumber(textOf(bounds, name));
  if (!Number.isFinite(value)) {
    throw badBoxes(`a <bndbox> has no number as <${name}>`, { file, line: bounds.line });
  }
  return value;
}

function sizeIn(size: XmlElement, name: string): number | undefined {
  const value = decimalNumber(textOf(size, name));
  return value > 0 ? value : undefined;
}

function textOf(element: XmlElement, name: string): string | undefined {
  return childNamed(element, name)?.text.trim();
}
