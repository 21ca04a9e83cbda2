/** Writes a page with all charts to look at: npx tsx test/report/charts/gallery.ts charts.html */
import { writeFileSync } from 'node:fs';
import { chartStyle } from '../../../src/report/charts/chart-style.js';
import { html, markup } from '../../../src/report/html.js';
import { PAGE_STYLE } from '../../../src/report/page-style.js';
import { examples } from './examples.js';

const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Charts</title><style>${markup(PAGE_STYLE)}${chartStyle} body { margin: 1rem; } main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 36rem), 1fr)); gap: 1rem; }</style></head><body><main>${examples}</main></body></html>`;
writeFileSync(process.argv[2] ?? 'charts.html', page.text);
