import type { Distribution, SearchSpace } from '../space/search-space.js';
import type { FamilyOptions } from './check-families.js';
import { familySpace } from './family-space.js';

/** Families of a frozen preset, in which parameters that it does not name, as they came later, stay at their defaults. */
export function fixedSince(
  families: Readonly<Record<string, FamilyOptions>>,
): Readonly<Record<string, FamilyOptions>> {
  const entries = Object.entries(families).map(([name, own]): [string, FamilyOptions] => {
    const { space, defaults } = familySpace(name);
    const later = Object.keys(space).filter((param) => !(param in (own.space ?? {})));
    const fixed = later.map((param): [string, Distribution] => {
      const value = own.defaults?.[param] ?? defaults[param];
      if (value === undefined) throw new Error(`${name} has no default of ${param}`);
      return [param, { kind: 'choice', options: [value] }];
    });
    const all: SearchSpace = { ...Object.fromEntries(fixed), ...own.space };
    return [name, { ...own, space: all }];
  });
  return Object.fromEntries(entries);
}
