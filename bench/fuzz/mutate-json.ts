import type { Json } from '../../src/util/json.js';
import type { Random } from '../../src/util/random.js';
import { drawn, HOSTILE_NUMBERS, HOSTILE_TEXTS, hostileValue, oneOf } from './hostile-values.js';

/** A place in a JSON value: the names on the way to it. */
type Path = readonly (string | number)[];

/** Places of this many are looked at; of long lists the first ones. */
const MOST_PLACES = 4000;

/** The text of a JSON value after one to three changes of its structure. */
export function mutateJson(value: Json, random: Random): string {
  let own = structuredClone(value);
  for (let left = 1 + random.integer(3); left > 0; left--) own = changedOnce(own, random);
  const text = JSON.stringify(own);
  // Only text can say these: a stringified object has one entry a name, no __proto__ and no infinite number.
  const asText = random.integer(12);
  if (asText === 0) return text.replace('{', '{"__proto__":{"polluted":1},');
  if (asText === 1) return text.replace(/:(-?\d)/, ':1e999,"twice":$1');
  return asText === 2 ? withDeep(text, random) : text;
}

/** With lists in lists as a value, anywhere. */
function withDeep(text: string, random: Random): string {
  const places = [...text.matchAll(/":/g)].map(({ index }) => index + 2);
  const at = places[random.integer(places.length)] ?? 0;
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)},"deep":`;
  return `${text.slice(0, at)}${deep}${text.slice(at)}`;
}

function changedOnce(root: Json, random: Random): Json {
  const path = oneOf(pathsIn(root), random);
  const name = path.at(-1);
  const parent = path.slice(0, -1).reduce<unknown>((own, key) => (own as Holder)[key], root);
  if (name === undefined)
    return random.integer(4) === 0 ? (drawn(hostileValue, random) as Json) : root;
  change(parent as Holder, name, random);
  return root;
}

type Holder = Record<string | number, Json>;

function change(holder: Holder, name: string | number, random: Random): void {
  const value = holder[name];
  const ways: (() => void)[] = [
    () => set(holder, name, drawn(hostileValue, random) as Json),
    () => set(holder, name, oneOf(HOSTILE_NUMBERS, random)),
    () => set(holder, name, oneOf(HOSTILE_TEXTS, random)),
    () => (Array.isArray(holder) ? void holder.splice(Number(name), 1) : void delete holder[name]),
    () => set(holder, oneOf(HOSTILE_TEXTS, random), value ?? null),
    () => set(holder, name, Array.isArray(value) ? {} : []),
    () => set(holder, name, Array.isArray(value) ? [...value, ...value] : [value ?? null]),
    () => set(holder, name, nested(value ?? null, 800)),
    () => set(holder, name, oneOf(Object.values(holder), random)),
  ];
  if (typeof value === 'number') {
    ways.push(
      () => set(holder, name, -value),
      () => set(holder, name, value + 1),
    );
    ways.push(
      () => set(holder, name, value * 1e6),
      () => set(holder, name, value + 0.5),
    );
  }
  oneOf(ways, random)();
}

/** Also where the name is `__proto__`, which an assignment takes otherwise. */
function set(holder: Holder, name: string | number, value: Json): void {
  if (Array.isArray(holder) && typeof name === 'string' && !/^\d+$/.test(name)) return;
  const how = { value, enumerable: true, configurable: true, writable: true };
  Object.defineProperty(holder, name, how);
}

function nested(value: Json, depth: number): Json {
  let own = value;
  for (let i = 0; i < depth; i++) own = i % 2 === 0 ? [own] : { a: own };
  return own;
}

function pathsIn(root: Json): readonly Path[] {
  const paths: Path[] = [[]];
  const values: unknown[] = [root];
  for (let at = 0; at < paths.length && paths.length < MOST_PLACES; at++) {
    const value = values[at];
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, own] of Object.entries(value).slice(0, 50)) {
      paths.push([...(paths[at] ?? []), name]);
      values.push(own);
    }
  }
  return paths;
}
