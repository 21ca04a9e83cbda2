/** Which packages' code the bundles of a build hold: their notices go with it (npm run write-licences). */
const NAME = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;
/** What bundlers see as our own text: the decoders of pictures, and what the compiler of the kernels puts beside them. */
const EMBEDDED = ['@jsquash/jpeg', '@jsquash/webp', 'assemblyscript'];
/** By the files that go out, or the folder of theirs. */
const packages = new Map();

/** Notes and gives the packages whose modules are in what a bundler made of a file or folder. */
export function notePackages(file, output) {
  const names = output
    .flatMap(({ moduleIds = [] }) => moduleIds.map((id) => NAME.exec(id)?.[1]))
    .filter((name) => name !== undefined);
  const sorted = [...new Set(names)].sort();
  packages.set(file, sorted);
  return sorted;
}

/** Those of all that was noted, and those of each. */
export function packagesNoted() {
  const all = new Set([...EMBEDDED, ...[...packages.values()].flat()]);
  return { all: [...all].sort(), of: Object.fromEntries(packages) };
}
