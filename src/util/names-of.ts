/** The keys of a record that is written out in the code. */
export function namesOf<K extends string>(named: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(named) as K[];
}
