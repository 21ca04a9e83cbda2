import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ISOLATION, studioFile, studioFileNames } from './studio-files.js';

/**
 * Writes the studio that does all in the page, as a folder that any web host can serve; `_headers` is how Netlify and Cloudflare
 * Pages are told of headers.
 */
export async function writeStudio(folder: string): Promise<void> {
  const names = ['index.html', 'files.json', ...(await studioFileNames())];
  for (const name of names) {
    const content = await studioFile(name, false);
    if (content === undefined) throw new Error(`the studio has no ${name}`);
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const lines = Object.entries(ISOLATION).map(([name, value]) => `  ${name}: ${value}`);
  await writeFile(join(folder, '_headers'), `/*\n${lines.join('\n')}\n`);
}
