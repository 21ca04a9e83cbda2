/** The text of THIRD-PARTY.md, from what the build bundled and what the lock file names. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NOTICE = /^(?:licen[cs]e|notice|copying)/i;

export function thirdParty(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const bundled = JSON.parse(readFileSync(join(root, 'dist', '.built'), 'utf8'));
  const installed = Object.entries(packages)
    .filter(([path, { dev, devOptional, peer }]) => path && !dev && !devOptional && !peer)
    .map(([path, { version, license }]) => [nameOf(path), version, license]);
  return `# Third parties

Made by \`npm run write-licences\`. autofit itself is under the Apache License 2.0 (LICENSE); where data come from stands in datasets/README.md.

## Installed beside autofit
npm installs these, each with its licence; those of \`@napi-rs/nice-…\` only where the machine is theirs.

| package | version | licence |
|---|---|---|
${installed.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}

## Within autofit
Code of these is part of files in \`dist\`: of the program, of pages, of what pages are made of, of kernels in WebAssembly.
What reads JPEG is based in part on the work of the Independent JPEG Group.

${bundled.map((name) => notices(root, name, packages[`node_modules/${name}`])).join('\n\n')}
`;
}

function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function notices(root, name, { version, license }) {
  const texts = noticeFiles(join(root, 'node_modules', name)).map((file) => fenced(file));
  const none = `Its package holds no text of the licence; its author is ${authorOf(root, name)}.`;
  return [`### ${name} ${version}: ${license}`, ...(texts.length > 0 ? texts : [none])].join('\n');
}

function authorOf(root, name) {
  const path = join(root, 'node_modules', name, 'package.json');
  const { author } = JSON.parse(readFileSync(path, 'utf8'));
  return author?.name ?? author;
}

/** Of the package, and of the codec in it. */
function noticeFiles(folder) {
  return [folder, join(folder, 'codec')]
    .filter((place) => existsSync(place))
    .flatMap((place) => readdirSync(place).map((file) => join(place, file)))
    .filter((file) => NOTICE.test(file.slice(file.lastIndexOf('/') + 1)))
    .sort();
}

function fenced(file) {
  const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim();
  return `\`\`\`\`\n${isApache(text) ? shortApache(text) : text}\n\`\`\`\``;
}

function isApache(text) {
  return /^\s*Apache License\s+Version 2\.0/.test(text);
}

/** That licence is ours too: its text is there once. */
function shortApache(text) {
  const owners = text.match(/^ *Copyright (?![[{]).*$/gm) ?? [];
  return ['Apache License 2.0: its text is in LICENSE.', ...owners.map((own) => own.trim())].join(
    '\n',
  );
}
