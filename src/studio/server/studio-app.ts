import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { streamSSE } from 'hono/streaming';
import type { PageExport } from '../../browser/calls.js';
import { compare } from '../../fit/compare.js';
import { inspect } from '../../inspect.js';
import { loadPredictor } from '../../run/predictor-file.js';
import { AutofitError } from '../../util/errors.js';
import { isOfNumbers } from '../../util/task-kind.js';
import { STUDIO_EXAMPLES } from '../studio-examples.js';
import type { ServedData, StudioBegun, StudioGreeting } from '../studio-messages.js';
import { ENDINGS, exportedRun } from './exported-run.js';
import { knownRun, runsIn } from './known-run.js';
import { createPredictions } from './predictions.js';
import { readRequest } from './read-request.js';
import {
  compareSchema,
  dataSchema,
  fitSchema,
  inspectSchema,
  resumeSchema,
  stopSchema,
} from './request-schemas.js';
import { asMistake, mistakeOf, type RunAtHand } from './run-at-hand.js';
import { createRunPlaces } from './run-places.js';
import { send, sendFile } from './send-file.js';
import { examplePath, ISOLATION, studioFile, typeOf } from './studio-files.js';
import type { Uploads } from './uploads.js';

/** What the server was begun with, and what it holds. */
export interface StudioPlace {
  /** Undefined where it was begun with nothing. */
  readonly data: string | undefined;
  /** The folder that holds runs. */
  readonly runs: string;
  /** What the address must bring once. */
  readonly token: string;
  /** Tells this server from one that was started anew. */
  readonly server: string;
  /** Whether the page does all itself: the server gives files alone then. */
  readonly isInPage: boolean;
  readonly uploads: Uploads;
  readonly atHand: RunAtHand;
  /** Told of what went wrong inside. */
  readonly onFailure: (thrown: unknown) => void;
}

/** Files of a run that may be read. */
const RUN_FILES: readonly string[] = ['report.html', 'model.safetensors', 'leaderboard.csv'];

/** All routes of the studio: its files, and below `api/` each of its calls. */
export function createStudioApp(place: StudioPlace): Hono {
  const app = new Hono();
  app.onError((thrown, c) => refuse(thrown, c, place));
  app.use('*', async (c, next) => {
    checkOrigin(c);
    const given = c.req.query('token');
    // Names of cookies are shared by all ports: another studio has its own.
    const cookie = `autofit-studio-${new URL(c.req.url).port}`;
    if (c.req.path === '/' && given === place.token) {
      const path = '/';
      setCookie(c, cookie, place.token, { path, httpOnly: true, sameSite: 'Strict' });
      return c.redirect('/');
    }
    if (getCookie(c, cookie) !== place.token) throw noToken();
    // Asked without a body, calls would begin what nobody ends, and use up what is there once.
    const isHeadAlone = c.req.method === 'HEAD' && c.req.path.startsWith('/api/');
    if (isHeadAlone) return c.body(null, 405, { Allow: 'GET, POST, PUT' });
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'no-referrer');
    for (const [name, value] of Object.entries(ISOLATION)) c.header(name, value);
  });
  const added = [addCalls, addRuns, addResults, addJudgements];
  if (!place.isInPage) for (const add of added) add(app, place);
  app.get('*', (c) => studioAnswer(c, place));
  return app;
}

/** Only pages of this very server may ask: no name that another has pointed here, and no other page. */
function checkOrigin(c: Context): void {
  const { host } = new URL(c.req.url);
  const { hostname } = new URL(c.req.url);
  const origin = c.req.header('origin');
  const isHere = hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
  if (!isHere || c.req.header('host') !== host) throw forbidden('another name');
  if (origin !== undefined && origin !== `http://${host}`) throw forbidden('another page');
}

async function studioAnswer(c: Context, { isInPage }: StudioPlace): Promise<Response> {
  const name = c.req.path === '/' ? 'index.html' : decoded(c.req.path.slice(1));
  const content = await studioFile(name, !isInPage);
  if (content === undefined) return c.text('There is nothing at this path.', 404);
  return c.body(content, 200, { 'Content-Type': typeOf(name) });
}

/** The name that a path means; as it is where it means none. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (thrown) {
    if (thrown instanceof URIError) return path;
    throw thrown;
  }
}

/** Data: what comes in, and what it is taken for. */
function addCalls(app: Hono, place: StudioPlace): void {
  const { data, uploads } = place;
  app.get('/api/greeting', (c) => {
    const given = data === undefined ? null : data;
    return c.json({ given, examples: STUDIO_EXAMPLES } satisfies StudioGreeting);
  });
  app.post('/api/upload', async (c) => c.json({ id: await uploads.begin() }));
  app.put('/api/upload', async (c) => {
    await uploads.put(c.req.query('id') ?? '', c.req.query('path') ?? '', c.req.raw.body as never);
    return c.json({});
  });
  app.post('/api/inspect', async (c) => {
    const asked = await readRequest(c, inspectSchema);
    const found = await inspect(pathOf(asked.data, place), { ...asked.told, spreads: true });
    return answered(c, found, place);
  });
}

/** Runs, which are begun, stopped and told of. */
function addRuns(app: Hono, place: StudioPlace): void {
  const { runs, atHand } = place;
  const newRun = createRunPlaces(runs);
  app.post('/api/fit', async (c) => {
    const { data: given, told } = await readRequest(c, fitSchema);
    const run = newRun(basename(pathOf(given, place)));
    const path = await lastingPath(run, given, place);
    atHand.fit(path, told, run, () => letGoUnused(run, place));
    return c.json({ run } satisfies StudioBegun);
  });
  app.post('/api/resume', async (c) => {
    const { run, timeLimit } = await readRequest(c, resumeSchema);
    atHand.resume(await knownRun(run, place.runs), timeLimit);
    return c.json({});
  });
  app.post('/api/stop', async (c) => {
    atHand.stop((await readRequest(c, stopSchema)).run);
    return c.json({});
  });
  app.get('/api/runs', async (c) => c.json(await runsIn(place.runs)));
  app.get('/api/told', (c) => tellAll(c, place));
}

/** What runs have found. */
function addResults(app: Hono, place: StudioPlace): void {
  const predictions = createPredictions(place.uploads.aside);
  app.get('/api/file', async (c) => {
    const run = await knownRun(c.req.query('run') ?? '', place.runs);
    const name = RUN_FILES.find((own) => own === c.req.query('name'));
    if (name === undefined) throw new AutofitError('NO_FILE', 'A run has no such file.');
    return sendFile(c, join(run, name), { type: typeOf(name) });
  });
  app.get('/api/export', async (c) => {
    const run = await knownRun(c.req.query('run') ?? '', place.runs);
    const form = c.req.query('form') ?? '';
    const ending = ENDINGS.get(form);
    if (ending === undefined) throw new AutofitError('BAD_OPTION', `There is no form "${form}".`);
    const about = { type: typeOf(`model.${ending}`), savedAs: `model.${ending}` };
    return send(c, await exportedRun(run, form as PageExport), about);
  });
  app.post('/api/predict', async (c) => {
    const { run, data: given } = await readRequest(c, dataSchema);
    const predictor = await loadPredictor(await knownRun(run, place.runs));
    const path = pathOf(given, place);
    const proba = !isOfNumbers({ kind: predictor.info.task });
    const { id, value } = await predictions.write((out) =>
      predictor.predictFile(path, out, { proba }),
    );
    return answered(c, { id, notes: value.notes }, place);
  });
  app.get('/api/predictions', async (c) => {
    const path = predictions.take(c.req.query('id') ?? '');
    if (path === undefined) throw new AutofitError('NO_FILE', 'These predictions are not here.');
    const end = () => predictions.remove(path).catch(place.onFailure);
    return sendFile(c, path, { type: 'text/csv; charset=utf-8', savedAs: 'predictions.csv', end });
  });
}

/** What runs are worth: on other rows, and beside each other. */
function addJudgements(app: Hono, place: StudioPlace): void {
  app.post('/api/drift', async (c) => {
    const { run, data: given } = await readRequest(c, dataSchema);
    const predictor = await loadPredictor(await knownRun(run, place.runs));
    return answered(c, await predictor.drift(pathOf(given, place)), place);
  });
  app.post('/api/compare', async (c) => {
    const asked = await readRequest(c, compareSchema);
    const known = await Promise.all(asked.runs.map((run) => knownRun(run, place.runs)));
    return answered(c, await compare(known), place);
  });
}

/**
 * Which server this is, and each thing that is told, to one page, until it leaves; behind a connection that broke those alone that
 * it has not heard.
 */
function tellAll(c: Context, { atHand, uploads, server }: StudioPlace): Response {
  const [whose, number] = c.req.header('last-event-id')?.split('/') ?? [];
  const after = whose === server && /^\d+$/.test(number ?? '') ? Number(number) : 0;
  const idOf = (place: number) => `${server}/${place}`;
  return streamSSE(c, async (stream) => {
    let last = stream.writeSSE({ event: 'server', data: server, id: idOf(after) });
    const leave = atHand.watch((told, place) => {
      const data = uploads.without(JSON.stringify(told));
      last = last.then(() => stream.writeSSE({ data, id: idOf(place) }));
    }, after);
    await new Promise<void>((resolve) => stream.onAbort(resolve));
    leave();
  });
}

/** JSON in which files that were sent have the names that they were sent by. */
function answered(
  c: Context,
  value: object,
  { uploads }: StudioPlace,
  status: 200 | 400 | 401 | 403 | 404 = 200,
): Response {
  const type = { 'Content-Type': 'application/json' };
  return c.body(uploads.without(JSON.stringify(value)), status, type);
}

function pathOf(given: ServedData, { data, uploads }: StudioPlace): string {
  if (given.kind === 'uploaded') return uploads.at(given.id, given.name);
  if (given.kind === 'given' && data !== undefined) return data;
  const example = STUDIO_EXAMPLES.find(({ name }) => name === given.name);
  if (given.kind === 'example' && example) return examplePath(example.name);
  throw new AutofitError('NO_DATA', `There is no ${given.name} here.`);
}

/** Where a run reads: what was sent is copied to where it can be gone on with when the server is another one. */
async function lastingPath(run: string, given: ServedData, place: StudioPlace): Promise<string> {
  if (given.kind !== 'uploaded') return pathOf(given, place);
  return place.uploads.keepFor(run, given.id, given.name);
}

/** Removes the data of a run that has left nothing which could be gone on with. */
async function letGoUnused(run: string, { uploads, onFailure }: StudioPlace): Promise<void> {
  if (!existsSync(run) || (await runsIn(run)).length > 0) return;
  await uploads.letGo(run).catch(onFailure);
}

function noToken(): AutofitError {
  return new AutofitError('NO_TOKEN', 'This page was not opened by its address.', {
    hint: 'Open the address that the terminal shows.',
  });
}

function forbidden(by: string): AutofitError {
  return new AutofitError('FORBIDDEN', `The studio is not asked by ${by}.`);
}

const STATUS: Readonly<Record<string, 401 | 403 | 404>> = {
  NO_TOKEN: 401,
  FORBIDDEN: 403,
  NO_FILE: 404,
  NO_RUN: 404,
};

function refuse(thrown: unknown, c: Context, place: StudioPlace): Response {
  const found = asMistake(thrown);
  if (found instanceof AutofitError) {
    return answered(c, mistakeOf(found), place, STATUS[found.code] ?? 400);
  }
  place.onFailure(thrown);
  return c.json({ message: 'Something went wrong inside; the terminal says what.' }, 500);
}
