import { badBoxes } from './bad-boxes.js';

/** An element of XML: its text, and the elements in it. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
  readonly line: number;
}

/** Whatever stands outside of tags is text. */
const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<!DOCTYPE[^>[]*>|<(\/?)([A-Za-z_][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/gy;

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

interface Open {
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
  readonly line: number;
}

/**
 * Reads the XML that annotations are made of: elements, text, comments, CDATA; attributes are passed over, and no entity is
 * declared. Throws an AutofitError with the line for anything else.
 */
export function parseXml(text: string, file: string): XmlElement {
  const source = text.replace(/^\ufeff/, '');
  const top: Open = { name: '', text: '', children: [], line: 1 };
  const open = [top];
  let line = 1;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const token = TOKEN.exec(source);
    if (!token) throw badBoxes('what stands here is no XML', { file, line });
    const [whole, cdata, slash, name, , isEmpty] = token;
    const inner = open.at(-1) ?? top;
    if (name === undefined) {
      if (whole[0] !== '<') inner.text += decoded(whole, file, line);
      else if (cdata !== undefined) inner.text += cdata;
    } else if (slash) {
      if (open.length === 1 || inner.name !== name) {
        throw badBoxes(`</${name}> closes what is not open`, { file, line });
      }
      open.pop();
      open.at(-1)?.children.push(inner);
    } else if (isEmpty) {
      inner.children.push({ name, text: '', children: [], line });
    } else {
      open.push({ name, text: '', children: [], line });
    }
    line += whole.split('\n').length - 1;
  }
  const [root, ...others] = top.children;
  if (open.length > 1) throw badBoxes(`<${open.at(-1)?.name}> is not closed`, { file, line });
  if (!root || others.length > 0 || top.text.trim() !== '') {
    throw badBoxes('it is not one element of XML', { file, line });
  }
  return root;
}

/** The first of the elements so called. */
export function childNamed(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

function decoded(text: string, file: string, line: number): string {
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w*);?/gi, (written, name: string) => {
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    const known = name.startsWith('#') ? pointOf(code) : ENTITIES[name];
    if (known === undefined || !written.endsWith(';')) {
      throw badBoxes(`"${written}" stands for nothing that is known`, { file, line });
    }
    return known;
  });
}

function pointOf(code: number): string | undefined {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
