/** Which packages' code the bundles of a build hold: their notices go with it (npm run write-licences). */
const NAME = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;
/** What bundlers see as our own text: the decoders of pictures, and what the compiler of the kernels puts beside them. */
const EMBEDDED = ['@jsquash/jpeg', '@jsquash/webp', 'assemblyscript'];
const names = new Set(EMBEDDED);

/** Notes the packages whose modules are in what a bundler made. */
export function notePackages(output) {
  for (const { moduleIds = [] } of output)
    for (const id of moduleIds) {
      const [, name] = NAME.exec(id) ?? [];
      if (name) names.add(name);
    }
}

export function packagesNoted() {
  return [...names].sort();
}
