import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { html } from '../../src/report/html.js';
import { pageText } from '../../src/report/page.js';

const script = `const end = '</SCRIPT>';\r\nconst start = /<script|<!--/;\nconsole.log(end, start, 1 < 2);`;
const sections = [{ id: 'a', title: '<b>', body: html`<p>x</p>` }];
const hashOf = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

async function policyOf(page: string): Promise<Readonly<Record<string, string>>> {
  const [, content = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  const parts = content.replaceAll('&#39;', "'").split('; ');
  return Object.fromEntries(parts.map((part) => [part.split(' ')[0], part]));
}

test('the policy allows the styles and programs that are in the page, by their hashes, and nothing else', async () => {
  const page = await pageText({
    title: 't',
    lead: [],
    sections,
    scripts: [script],
    styles: ['p{}'],
  });
  const policy = await policyOf(page);
  const styles = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => hashOf(text));
  const programs = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) =>
    hashOf(text),
  );
  expect(styles).toHaveLength(2);
  expect(policy).toEqual({
    'default-src': "default-src 'none'",
    'style-src': `style-src ${styles.join(' ')}`,
    'script-src': `script-src ${programs.join(' ')} 'wasm-unsafe-eval'`,
    'img-src': 'img-src data:',
    'base-uri': "base-uri 'none'",
    'form-action': "form-action 'none'",
  });
});

test('a page without programs runs none', async () => {
  const page = await pageText({ title: 't', lead: [], sections });
  expect(await policyOf(page)).not.toHaveProperty('script-src');
  expect(page).not.toContain('<script');
});

test('texts of a program do not end it, and mean the same', async () => {
  const page = await pageText({ title: 't', lead: [], sections, scripts: [script] });
  const [, text = ''] = /<script>([\s\S]*)<\/script>/.exec(page) ?? [];
  expect(text).not.toMatch(/<(?:\/?script|!--)|\r/i);
  const said: unknown[] = [];
  new Function('console', text)({ log: (...given: unknown[]) => said.push(...given) });
  expect(said).toEqual(['</SCRIPT>', /\x3cscript|\x3c!--/, true]);
});

test('titles and names are escaped wherever they stand', async () => {
  const name = '"><script>alert(1)</script>';
  const own = [{ id: name, title: name, body: html`${name}` }, ...sections];
  const page = await pageText({ title: name, lead: [name], sections: own });
  expect(page).not.toContain('<script>');
});
