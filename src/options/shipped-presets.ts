import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../presets', import.meta.url));
const PORTFOLIO = 'portfolio';

/** The presets that come with autofit: those of now, or those that a version froze. */
export function presetNames(version = ''): readonly string[] {
  const folder = join(FOLDER, version);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const names = files.map((file) => basename(file, '.json'));
  return names.filter((name) => name !== PORTFOLIO).sort();
}

/** The file of `balanced`, or of `balanced-v1`, which never changes; undefined for a name that does not come with autofit. */
export function presetFile(name: string): string | undefined {
  const { base, version } = versioned(name);
  return presetNames(version).includes(base) ? join(FOLDER, version, `${base}.json`) : undefined;
}

/** Whether a name has the version that froze its preset. */
export function isFrozen(name: string): boolean {
  return versioned(name).version !== '' && presetFile(name) !== undefined;
}

/** The file of the portfolio `shipped`, or of `shipped-v1`; undefined for another name. */
export function portfolioFile(name: string): string | undefined {
  const { base, version } = versioned(name);
  const file = join(FOLDER, version, `${PORTFOLIO}.json`);
  return base === 'shipped' && existsSync(file) ? file : undefined;
}

function versioned(name: string): { readonly base: string; readonly version: string } {
  const [, base = name, version = ''] = /^(.+)-(v\d+)$/.exec(name) ?? [];
  return { base, version };
}
