/** Whether this may be published: npm runs it before `npm publish`, and a release by its tag. Tells all that is missing, and exits 1 then. */
import { readFileSync } from 'node:fs';
import { thirdParty } from './third-party.mjs';

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const { version, repository } = JSON.parse(read('package.json'));
const [, heading] = /^## (.+)$/m.exec(read('CHANGELOG.md')) ?? [];
const { GITHUB_REF_TYPE: kind, GITHUB_REF_NAME: tag } = process.env;

const missing = [
  heading !== version && `CHANGELOG.md begins with ${heading}, and this is ${version}.`,
  !read('src/util/version.ts').includes(`'${version}'`) &&
    `src/util/version.ts has not ${version}.`,
  read('THIRD-PARTY.md') !== thirdParty(new URL('..', import.meta.url).pathname) &&
    'THIRD-PARTY.md is old: npm run write-licences.',
  !repository &&
    'package.json names no repository, which the provenance of a package is checked against.',
  kind === 'tag' && tag !== `v${version}` && `The tag is ${tag}, and the version ${version}.`,
].filter(Boolean);

for (const line of missing) console.error(line);
process.exitCode = missing.length > 0 ? 1 : 0;
