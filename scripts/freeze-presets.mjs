/**
 * Writes presets and portfolio as they are now to presets/<version>, with every default and space that families have in
 * code, so that a later change of either leaves `<preset>-<version>` as it is: npm run freeze-presets v2
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveOptions } from '../dist/options/options.js';
import { presetNames } from '../dist/options/shipped-presets.js';

const [version = ''] = process.argv.slice(2);
if (!/^v\d+$/.test(version)) throw new Error('name a version, such as v2');
const presets = fileURLToPath(new URL('../presets', import.meta.url));
const folder = join(presets, version);
// Fails when there is one: what is frozen stays.
mkdirSync(folder);
copyFileSync(join(presets, 'portfolio.json'), join(folder, 'portfolio.json'));
for (const name of presetNames()) {
  const frozen = JSON.stringify(await whole(name), null, 2);
  writeFileSync(join(folder, `${name}.json`), `${frozen}\n`);
}

async function whole(name) {
  const preset = JSON.parse(readFileSync(join(presets, `${name}.json`), 'utf8'));
  const { families, sampler, ensemble } = await resolveOptions({ label: '', preset: name });
  const own = families.map(({ family, defaults, space }) => [family, { defaults, space }]);
  const portfolio = preset.portfolio === 'shipped' ? `shipped-${version}` : preset.portfolio;
  return { ...preset, portfolio, sampler, ensemble, families: Object.fromEntries(own) };
}
