import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { childrenOf, type Node, parse } from './syntax.js';

/** Tests that take minutes, need more than Node, or run what is built, or on threads that see no mutant. */
const LONG =
  /^test.(cli|fit|real|faults|lecture|workers|models.(families|two-classes)|predictor.(coefficients|importance))\b/;
const WHOLE_RUN = join('src', 'fit', 'fit.ts');

/**
 * The tests that import a file, through whatever lies between: its mirror first, then by the number of imports between, then
 * by how little else they import, as many as told. Long tests are left out, but for a mirror, and so are those that bring
 * whole runs to files of other folders.
 */
export function createTestFinder(most: number): (file: string) => readonly string[] {
  const importsOf = cachedImports();
  const tests = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('test', name))
    .map((test) => ({ test, distances: distancesFrom(test, importsOf) }));
  return (file) => {
    const mirror = file.replace(/^src/, 'test').replace(/\.ts$/, '.test.ts');
    return tests
      .filter(({ distances }) => distances.has(file))
      .filter(({ test, distances }) => {
        const isApart = distances.has(WHOLE_RUN) && dirname(test) !== dirname(mirror);
        return test === mirror || (!LONG.test(test) && !isApart);
      })
      .map(({ test, distances }) => ({
        test,
        distance: test === mirror ? 0 : (distances.get(file) ?? 0),
        size: distances.size,
      }))
      .sort((a, b) => a.distance - b.distance || a.size - b.size || (a.test < b.test ? -1 : 1))
      .map(({ test }) => test)
      .slice(0, most);
  };
}

function distancesFrom(
  test: string,
  importsOf: (file: string) => readonly string[],
): ReadonlyMap<string, number> {
  const distances = new Map([[test, 0]]);
  for (const [file, distance] of distances)
    for (const imported of importsOf(file))
      if (!distances.has(imported)) distances.set(imported, distance + 1);
  return distances;
}

function cachedImports(): (file: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (file) => {
    const found = known.get(file) ?? readImports(file);
    known.set(file, found);
    return found;
  };
}

function readImports(file: string): readonly string[] {
  if (!file.endsWith('.ts')) return [];
  const specifiers = specifiersIn(parse(readFileSync(file, 'utf8')));
  return specifiers
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => join(dirname(file), specifier.replace(/\.js$/, '.ts')))
    .filter((path) => existsSync(path));
}

/** Imports of types alone bring no code. */
function specifiersIn(node: Node): readonly string[] {
  const isType = node.importKind === 'type' || node.exportKind === 'type';
  const source = isType ? undefined : (node.source as Node | null | undefined)?.value;
  return [
    ...(typeof source === 'string' ? [source] : []),
    ...childrenOf(node).flatMap(specifiersIn),
  ];
}
