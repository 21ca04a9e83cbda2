import { sha256 } from '../util/sha256.js';
import { type Html, html, markup } from './html.js';
import { PAGE_STYLE } from './page-style.js';

/** What a page is made of. */
export interface Page {
  readonly title: string;
  /** Below the title: what it is of, and what it contains. */
  readonly lead: readonly string[];
  readonly sections: readonly PageSection[];
  /** Data for the scripts, by the ids of their elements: text that no browser runs. */
  readonly data?: Readonly<Record<string, Html>>;
  /** Programs of ours that the page runs, each by itself. */
  readonly scripts?: readonly string[];
  /** Style sheets of ours besides that of all pages. */
  readonly styles?: readonly string[];
}

export interface PageSection {
  readonly id: string;
  readonly title: string;
  readonly body: Html | readonly Html[];
}

/**
 * One self-contained page. It asks for nothing and sends nothing: its policy allows no request, and no style or program but
 * those that are in it, by their hashes.
 */
export async function pageText({
  title,
  lead,
  sections,
  data = {},
  scripts = [],
  styles = [],
}: Page): Promise<string> {
  const programs = scripts.map(inline);
  const sheets = [PAGE_STYLE, ...styles];
  const hashesOf = async (texts: readonly string[]) =>
    (await Promise.all(texts.map(hashOf))).join(' ');
  const policy = [
    "default-src 'none'",
    `style-src ${await hashesOf(sheets)}`,
    programs.length > 0 && `script-src ${await hashesOf(programs)} 'wasm-unsafe-eval'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].filter(Boolean);
  const contents = sections.map(({ id, title: own }) => html`<li><a href="#${id}">${own}</a></li>`);
  const body = sections.map(
    ({ id, title: own, body }) =>
      html`<details open id="${id}"><summary><h2>${own}</h2></summary><div class="body">${body}</div></details>`,
  );
  const carried = Object.entries(data).map(
    ([id, text]) => html`<script type="application/json" id="${id}">${text}</script>`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="autofit">
<title>${title}</title>
${sheets.map((sheet) => html`<style>${markup(sheet)}</style>`)}
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<div class="${sections.length > 1 ? 'layout' : 'layout alone'}">
<header><h1>${title}</h1>${lead.map((line) => html`<p>${line}</p>`)}</header>
${sections.length > 1 && html`<nav aria-label="Contents"><ol>${contents}</ol></nav>`}
<main id="content">${body}</main>
</div>
${carried}
${programs.map((program) => html`<script>${markup(program)}</script>`)}
</body>
</html>
`.text;
}

/** A program that nothing in its texts and patterns ends early, and whose lines a browser reads as they are. */
function inline(program: string): string {
  return program.replaceAll('\r\n', '\n').replace(/<(?=\/script|script|!--)/gi, '\\x3c');
}

/** As a policy names what may be inline. */
async function hashOf(text: string): Promise<string> {
  const digest = await sha256([new TextEncoder().encode(text)]);
  return `'sha256-${btoa(String.fromCharCode(...digest))}'`;
}
