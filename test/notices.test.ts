import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { pythonModule } from '../src/export/python/python-module.js';
import { typescriptModule } from '../src/export/typescript/typescript-module.js';
import { modelPage } from '../src/report/model-page.js';
import { readBundle, readPageProgram } from '../src/run/read-bundle.js';
import { studioFile, studioFileNames } from '../src/studio/server/studio-files.js';
import { constantMember, numbers, predictorState } from './fixtures/constant-predictor.js';
import { pictureState } from './fixtures/picture-state.js';
import { tempFolder } from './fixtures/temp-folder.js';

const folder = tempFolder();
const APACHE = 'https://www.apache.org/licenses/LICENSE-2.0';
const { of } = JSON.parse(readFileSync('dist/.built', 'utf8')) as {
  /** Packages whose modules the build found in what it bundled. */
  readonly of: Readonly<Record<string, readonly string[]>>;
};
const state = predictorState(numbers, [constantMember(1, 1, [[1]])]);

/** Where the notices of what was bundled stand. */
function placeOf(file: string): string {
  if (file === 'dist/cli/main.js') return 'THIRD-PARTY.md';
  return file.endsWith('.js') ? file : join(file, 'THIRD-PARTY.txt');
}

/** What a package asks to be told: whose work it is. */
function ownersOf(name: string): readonly string[] {
  const own = join('node_modules', name);
  return [own, join(own, 'codec')]
    .filter((place) => existsSync(place))
    .flatMap((place) => readdirSync(place).map((file) => join(place, file)))
    .filter((file) => /(?:^|\/)licen[cs]e[^/]*$/i.test(file))
    .flatMap(
      (file) => readFileSync(file, 'utf8').match(/^ *Copyright (?!\[yyyy).*\d{4}.*$/gm) ?? [],
    )
    .map((line) => line.trim());
}

test('the build knows whose code is in what', () => {
  expect(of['dist/image/bundle.js']).toEqual(['@jsquash/jpeg', '@jsquash/webp', 'fflate']);
  expect(of['dist/report/page/bundle.js']).toEqual([]);
  expect(of['dist/export/typescript/bundle.js']).toEqual([]);
  expect(of['dist/browser/bundle']).toEqual(expect.arrayContaining(['preact', 'zod', 'hysnappy']));
});

test.each(Object.entries(of))(
  '%s has the notices of all packages that are in it',
  (file, names) => {
    const text = readFileSync(placeOf(file), 'utf8');
    expect(text).toContain('autofit');
    for (const name of names) {
      const { version } = JSON.parse(
        readFileSync(join('node_modules', name, 'package.json'), 'utf8'),
      ) as { readonly version: string };
      expect(text).toContain(`${name} ${version}`);
      for (const owner of ownersOf(name)) expect(text).toContain(owner);
    }
  },
);

test('what is exported says that its program is autofit, and under which licence', async () => {
  const client = await readPageProgram(state);
  const page = await modelPage({ state, client, file: 'm.safetensors', rows: undefined });
  const module = await typescriptModule(state, await readBundle('typescript'), 'inlined');
  const runtime = { predict: '"""Predicts."""\n' };
  const python = await pythonModule({ state, runtime, reading: {} });
  for (const text of [page, module.text, python]) expect(text).toContain(APACHE);
  // Nobody else's code is in them.
  for (const text of [page, module.text, python]) expect(text).not.toContain('Copyright');
});

test('a page that reads pictures has the notices of what reads them', async () => {
  const program = await readPageProgram(pictureState());
  const owners = ['Arjun Barrett', 'jamsinclair', 'D. R. Commander', 'Google Inc.'];
  for (const own of owners) expect(program).toContain(own);
  expect(program).toContain('is based in part on the work of the Independent JPEG Group.');
  expect(program).toContain('Permission is hereby granted, free of charge');
  expect(program).toContain('Redistributions in binary form must reproduce');
});

test('the studio has them beside it, as any host serves them', async () => {
  expect(await studioFileNames()).toContain('THIRD-PARTY.txt');
  const text = Buffer.from((await studioFile('THIRD-PARTY.txt', false)) ?? '').toString();
  expect(text).toContain('preact ');
  expect(text).toContain('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION');
});

test('code of a package without the text of its licence cannot be bundled', () => {
  const package_ = join('node_modules', 'odd');
  mkdirSync(folder.at(package_), { recursive: true });
  for (const place of ['package.json', join(package_, 'package.json')])
    writeFileSync(folder.at(place), '{ "version": "1.2.3", "license": "MIT" }');
  const made = pathToFileURL(resolve('scripts/notices.mjs')).href;
  const program = `import { noticeComment } from '${made}';
    process.stdout.write(noticeComment(process.argv[1], ['odd']));`;
  const args = ['--input-type=module', '-e', program, folder.path];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('odd is bundled, and holds no text of its licence.');
  folder.write(join(package_, 'LICENCE.md'), 'MIT\r\nCopyright (c) 2020 Somebody */');
  expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe(
    `/*!\nautofit 1.2.3 (MIT): ${APACHE}\nIt holds code of others, under their own licences:\n\nodd 1.2.3 (MIT)\nMIT\nCopyright (c) 2020 Somebody * /\n*/\n`,
  );
});
