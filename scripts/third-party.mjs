/** The text of THIRD-PARTY.md, from what the build bundled and what the lock file names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { licenceTexts, shortApache } from './notices.mjs';

export function thirdParty(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { all } = JSON.parse(readFileSync(join(root, 'dist', '.built'), 'utf8'));
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

${all.map((name) => notices(root, name, packages[`node_modules/${name}`])).join('\n\n')}
`;
}

function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function notices(root, name, { version, license }) {
  const texts = licenceTexts(root, name).map(
    (text) =>
      `\`\`\`\`\n${shortApache(text, 'Apache License 2.0: its text is in LICENSE.')}\n\`\`\`\``,
  );
  return [`### ${name} ${version}: ${license}`, ...texts].join('\n');
}
