import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { now } from '../util/clock.js';
import { faultText, HttpFault, inside } from './http-fault.js';
import { predictRoute, type ServeContext } from './predict-route.js';
import type { Serving } from './serving.js';
import { tokenCheck } from './token.js';
import { whenOver } from './when-over.js';

type App = Hono<{ Bindings: HttpBindings }>;

/** Paths with what they take. */
const ROUTES: Readonly<Record<string, string>> = {
  '/predict': 'POST',
  '/schema': 'GET, HEAD',
  '/health': 'GET, HEAD',
  '/metrics': 'GET, HEAD',
  '/openapi.json': 'GET, HEAD',
  '/': 'GET, HEAD',
};
const JSON_TYPE = { 'Content-Type': 'application/json' };
const PROMETHEUS = { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' };
/** What the page allows stands in the page; no other page may frame it. */
const PAGE = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "frame-ancestors 'none'",
};

/** All routes of a service. */
export function createApp(serving: Serving): App {
  const app: App = new Hono();
  app.onError((thrown) => refuse(thrown, serving));
  app.notFound(() => refuse(notFound(), serving));
  app.use('*', (c, next) => observe(c, next, serving));
  const { token, cors: origin } = serving.settings;
  if (origin !== undefined) {
    const allowHeaders = ['Authorization', 'Content-Type'];
    app.use('*', cors({ origin, allowMethods: ['GET', 'POST'], allowHeaders, maxAge: 600 }));
  }
  if (token !== undefined) {
    const isGood = tokenCheck(token);
    app.use('*', async (c, next) => {
      if (c.req.path !== '/health' && !isGood(c.req.header('authorization'))) throw noToken();
      await next();
    });
  }
  app.post('/predict', (c) => predictRoute(c, serving));
  app.get('/schema', (c) => c.body(serving.model().schema, 200, JSON_TYPE));
  app.get('/openapi.json', (c) => c.body(serving.model().openApi, 200, JSON_TYPE));
  app.get('/health', (c) => health(c, serving));
  app.get('/metrics', (c) => c.body(metricsOf(serving), 200, PROMETHEUS));
  app.get('/', async (c) => c.body(await serving.model().page(), 200, PAGE));
  for (const [path, allow] of Object.entries(ROUTES)) {
    app.all(path, () => {
      throw new HttpFault(405, 'BAD_METHOD', `${path} takes ${allow}.`, {}, { Allow: allow });
    });
  }
  return app;
}

async function observe(
  c: ServeContext,
  next: () => Promise<void>,
  { requests, metrics, isDraining }: Serving,
): Promise<void> {
  const start = now();
  requests.begin();
  whenOver(c.env, requests.end);
  await next();
  const { path } = c.req;
  metrics.request(
    Object.hasOwn(ROUTES, path) ? path : 'other',
    c.res.status,
    (now() - start) / 1000,
  );
  c.header('X-Content-Type-Options', 'nosniff');
  if (isDraining()) c.header('Connection', 'close');
}

function refuse(thrown: unknown, { onFailure }: Serving): Response {
  if (!(thrown instanceof HttpFault)) onFailure(thrown);
  const fault = thrown instanceof HttpFault ? thrown : inside();
  const headers = { ...JSON_TYPE, ...fault.headers };
  return new Response(faultText(fault), { status: fault.status, headers });
}

function health(c: ServeContext, serving: Serving): Response {
  const { sha256, format } = serving.model();
  const status = serving.isDraining() ? 'draining' : 'ok';
  const body = {
    status,
    model: { sha256, format },
    ...(serving.isStale() && { reload: 'failed' }),
  };
  return c.body(JSON.stringify(body), serving.isDraining() ? 503 : 200, JSON_TYPE);
}

function metricsOf({ metrics, requests, model }: Serving): string {
  const { sha256, format, waiting } = model();
  return metrics.text({
    waiting: waiting(),
    inFlight: requests.count(),
    residentBytes: process.memoryUsage.rss(),
    sha256,
    format,
  });
}

function notFound(): HttpFault {
  const hint = `There are ${Object.keys(ROUTES).join(', ')}.`;
  return new HttpFault(404, 'NO_PATH', 'There is nothing at this path.', { hint });
}

function noToken(): HttpFault {
  const headers = { 'WWW-Authenticate': 'Bearer realm="autofit", Basic realm="autofit"' };
  return new HttpFault(401, 'NO_TOKEN', 'The token is missing or wrong.', {}, headers);
}
