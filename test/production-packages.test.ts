import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  readonly dev?: true;
  readonly devOptional?: true;
  readonly peer?: true;
  readonly optional?: true;
  readonly hasInstallScript?: true;
  readonly license?: string;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
/** What `npm install autofit` brings. */
const production = Object.entries(packages).filter(
  ([path, { dev, devOptional, peer }]) => path !== '' && !dev && !devOptional && !peer,
);
const thirdParty = readFileSync('THIRD-PARTY.md', 'utf8');
const PERMISSIVE = ['Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT'];

test('no package that npm installs with autofit runs a script then', () => {
  expect(production.length).toBeGreaterThan(20);
  expect(production.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
});

test('they are at most 45, but for what some machines alone take', () => {
  const always = production.filter(([, { optional }]) => !optional).map(([path]) => path);
  expect(always.length).toBeLessThanOrEqual(45);
});

test('their licences are permissive, and those of what is bundled', () => {
  const other = production.filter(([, { license = '' }]) => !PERMISSIVE.includes(license));
  expect(other).toEqual([]);
  const bundled = [...thirdParty.matchAll(/^### (\S+) \S+: (.*)$/gm)];
  const names = bundled.map(([, name]) => name);
  for (const name of ['commander', 'string-width', 'd3-scale', 'preact', '@jsquash/jpeg'])
    expect(names).toContain(name);
  expect(bundled.filter(([, , licence = '']) => !PERMISSIVE.includes(licence))).toEqual([]);
});

test('THIRD-PARTY.md is what npm run write-licences writes', () => {
  const program = `import { thirdParty } from './scripts/third-party.mjs';
    process.stdout.write(thirdParty('.'));`;
  const args = ['--input-type=module', '-e', program];
  expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe(thirdParty);
});
