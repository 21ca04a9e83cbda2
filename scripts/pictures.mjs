/**
 * Makes the README's pictures: npm run pictures [-- terminal report studio]. It needs Debian's chromium and script(1): the first
 * page of a report as it opens, a fit in a terminal of 80 columns as it went, frame by frame, and a search in the studio.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import xterm from '@xterm/headless';
import { chromium } from 'playwright-core';

const [COLUMNS, ROWS] = [80, 23];
const COLOURS = {
  1: '#ff7b72',
  2: '#7ee787',
  3: '#e3b341',
  4: '#79c0ff',
  5: '#d2a8ff',
  6: '#76e3ea',
  8: '#8b949e',
};

const folder = mkdtempSync(join(tmpdir(), 'autofit-pictures-'));
symlinkSync(resolve('datasets'), join(folder, 'datasets'));
const run = join(folder, 'runs/sacramento');
const called =
  'autofit datasets/sacramento.csv --label price --time-limit 40s --out runs/sacramento';
const main = resolve('dist/cli/main.js');
const command = `stty cols ${COLUMNS} rows ${ROWS}; cd ${folder}; echo '$ ${called}'; node ${main} ${called.slice('autofit '.length)}`;

const named = process.argv.slice(2);
const isWanted = (...names) => named.length === 0 || names.some((name) => named.includes(name));
if (isWanted('terminal', 'report')) {
  const frames = await recorded(command);
  writeFileSync('docs/pictures/terminal.svg', animation(frames));
  await photographed(`file://${resolve(run, 'report.html')}`, 'docs/pictures/report.png');
}
if (isWanted('studio')) await studioPhotographed('docs/pictures/studio.png');
rmSync(folder, { recursive: true });

/** What stands on the screen, each time that it is another, with the seconds since the start. */
async function recorded(line) {
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  const child = spawn('script', ['-qfec', line, '/dev/null'], {
    env: { ...process.env, TERM: 'xterm-256color', NO_COLOR: undefined },
  });
  const start = Date.now();
  const seen = [];
  const look = () => {
    const buffer = terminal.buffer.active;
    const lines = Array.from({ length: ROWS }, (_, row) =>
      lineOf(buffer.getLine(buffer.baseY + row)),
    );
    const text = JSON.stringify(lines);
    if (seen.at(-1)?.text !== text) seen.push({ at: (Date.now() - start) / 1000, lines, text });
  };
  const timer = setInterval(look, 1000);
  child.stdout.on('data', (data) => terminal.write(data));
  await new Promise((done) => child.on('close', done));
  clearInterval(timer);
  await new Promise((done) => terminal.write('', done));
  look();
  return seen;
}

/** Runs of cells that look alike. */
function lineOf(line) {
  const parts = [];
  for (let x = 0; line && x < COLUMNS; x++) {
    const cell = line.getCell(x);
    const look = `${cell.isBold() ? 'b' : ''}${cell.isDim() ? 'd' : ''}${cell.isFgPalette() ? cell.getFgColor() : ''}`;
    const text = cell.getChars() || ' ';
    const last = parts.at(-1);
    if (last?.look === look) last.text += text;
    else parts.push({ look, text });
  }
  return parts.some(({ text }) => text.trim() !== '') ? parts : [];
}

/** The frames one after the other, ten times as fast as they were; the last one stays. */
function animation(all) {
  const [wide, high] = [8.43 * COLUMNS + 24, 18 * ROWS + 24];
  const seconds = (all.at(-1)?.at ?? 0) / 10 + 5;
  const keys = all.map(({ at }, i) => {
    const from = (100 * at) / 10 / seconds;
    const to = i === all.length - 1 ? 100 : (100 * (all[i + 1]?.at ?? 0)) / 10 / seconds;
    const step = (share) => share.toFixed(3);
    const before = from > 0 ? `0%,${step(from)}%{visibility:hidden}` : '';
    const after = to < 100 ? `${step(to)}%,100%{visibility:hidden}` : '';
    return `@keyframes f${i}{${before}${step(from + 0.001)}%,${step(to - 0.001)}%{visibility:visible}${after}}.f${i}{animation:f${i} ${seconds}s step-end infinite}`;
  });
  const drawn = all.map(({ lines }, i) => `<g class="f${i}">${lines.map(textOf).join('')}</g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" width="${Math.round(wide)}" role="img" aria-label="autofit fits a table in a terminal"><style>text{font:14px ui-monospace,Menlo,Consolas,monospace;white-space:pre;fill:#d8dee4}.b{font-weight:bold}.d{opacity:.6}${keys.join('')}@media(prefers-reduced-motion:reduce){g{animation:none!important;visibility:hidden}.f${all.length - 1}{visibility:visible}}</style><rect width="100%" height="100%" rx="8" fill="#14181c"/>${drawn.join('')}</svg>\n`;
}

function textOf(parts, row) {
  if (parts.length === 0) return '';
  const spans = parts.map(({ look, text }) => {
    const colour = COLOURS[Number(look.replace(/\D/g, ''))];
    const fill = /\d/.test(look) && colour ? ` fill="${colour}" style="fill:${colour}"` : '';
    const kind = [look.includes('b') && 'b', look.includes('d') && 'd'].filter(Boolean).join(' ');
    return `<tspan${kind ? ` class="${kind}"` : ''}${fill}>${escaped(text)}</tspan>`;
  });
  return `<text x="12" y="${26 + 18 * row}" xml:space="preserve">${spans.join('')}</text>`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** `show` does what is to be seen in the page first. */
async function photographed(address, picture, show = async () => {}) {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const tab = await browser.newPage({ viewport: { width: 1100, height: 1000 } });
  await tab.goto(address);
  await show(tab);
  await tab.screenshot({ path: picture });
  await browser.close();
}

/** A search for prices of houses that has tried some models. */
async function studioPhotographed(picture) {
  const { serveStudio } = await import('../dist/studio/server/serve-studio.js');
  const studio = await serveStudio({ runs: join(folder, 'studio-runs'), workers: 2 });
  await photographed(studio.url, picture, async (page) => {
    await page.setInputFiles('#file', 'datasets/sacramento.csv');
    await page.waitForSelector('#label');
    await page.selectOption('#label', 'price');
    await page.waitForSelector('.task');
    await page.selectOption('#time', '30s');
    await page.getByRole('button', { name: 'Find the best predictor' }).click();
    const tried = page.locator('table:has(caption:has-text("Tried so far")) tbody tr');
    await tried.nth(6).waitFor({ timeout: 60_000 });
    await page.evaluate(() => scrollTo(0, 0));
  });
  await studio.close();
}
