import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeHorizon, invalidFilter, invalidSkipToken, throttled } from '../../local/graph/graph-errors';
import { startGraphServer, type GraphServer, type GraphServerOptions } from '../../local/graph-server';
import { startLoopbackServer, type Answer, type Fault, type FaultScript } from '../../local/loopback-server';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { WireEvent } from '../../local/sample-tenant/wire/wire-event';
import { sortableTime } from '../../local/sample-tenant/wire/wire-time';
import { createGraphAuditSource } from '../../shared/audit-source/graph-audit-source';
import type { EventPage } from '../../shared/domain/events/event-page';
import { createGraphGet } from '../../shared/graph/graph-client';
import type { Span } from '../../shared/audit-source/graph-query';
import { FailedTryError } from '../../shared/graph/retry';
import type { StoredEvent } from '../../shared/domain/events/audit-event';
import { RefusalError } from '../../shared/domain/refusal-error';
import { isCollected } from '../support/outputs/collected';

const now = new Date('2026-11-23T07:00:00Z');
const tenant = createSampleTenant({ now, days: 12 });
const whole: Span = { from: new Date('2026-11-09T00:00:00Z'), to: now };
const ever = new AbortController().signal;
const retry = { attempts: 8, refusedAttempts: 3, firstDelay: 1, maxDelay: 4, maxRetryAfter: 5_000 };

let server: GraphServer;
afterEach(() => server.close());

const start = async (options: Partial<GraphServerOptions> = {}): Promise<void> => {
  server = await startGraphServer({ events: tenant.events, clock: () => now, pageSizeMax: 60, ...options });
};

const messages: string[] = [];
beforeEach(() => {
  messages.length = 0;
});

/** Milliseconds that a request may take: more than a busy machine needs, but short in tests of a silent server. */
let requestTimeout = 60_000;
beforeEach(() => {
  requestTimeout = 60_000;
});

function sourceAt(endpoint: string) {
  return createGraphAuditSource({
    get: createGraphGet(endpoint, null),
    endpoint,
    pace: () => Promise.resolve(),
    retry,
    requestTimeout,
    onRetry: (message) => messages.push(message),
  });
}

async function readAll(
  span = whole,
  signal = ever,
  retries: 'standard' | 'few' = 'standard',
): Promise<EventPage[]> {
  const pages: EventPage[] = [];
  for await (const page of sourceAt(server.url).read(span, signal, retries)) pages.push(page);
  return pages;
}

/** The events that a read must return, selected by their exact times on the wire. */
function expectedOf(span = whole, events: readonly WireEvent[] = tenant.events): string[] {
  const [from, to] = [sortableTime(span.from.toISOString()), sortableTime(span.to.toISOString())];
  return events
    .filter((event) => {
      const time = sortableTime(event.activityDateTime);
      return isCollected(event) && time >= from && time < to;
    })
    .map((event) => JSON.stringify(event));
}

const eventsOf = (pages: readonly EventPage[]): StoredEvent[] => pages.flatMap(({ events }) => [...events]);
const sortedRaws = (pages: readonly EventPage[]): string[] =>
  [...new Set(eventsOf(pages).map(({ raw }) => raw))].sort();

async function expectWhole(): Promise<EventPage[]> {
  const pages = await readAll();
  expect(sortedRaws(pages)).toEqual(expectedOf().sort());
  return pages;
}

const isNext = (url: string): boolean => url.includes('skiptoken');
const nth =
  (count: number, fault: Fault): FaultScript =>
  (_, n) =>
    n === count ? fault : undefined;
const everyOther =
  (fault: Fault): FaultScript =>
  (_, n) =>
    n % 2 === 1 ? fault : undefined;
const graphError = (status: number, code: string, message: string): Fault => ({
  status,
  body: { error: { code, message } },
});

describe('reading the audit log', () => {
  test('returns each event once over many pages, some empty, with its id, time and activity', async () => {
    await start();
    const pages = await expectWhole();
    const events = eventsOf(pages);
    expect(expectedOf().length).toBeGreaterThan(200);
    expect(events).toHaveLength(expectedOf().length);
    expect(pages.some((page) => page.events.length === 0)).toBe(true);
    expect(pages.every(({ availableFrom }) => availableFrom === null)).toBe(true);
    for (const { id, at, activity, raw, problem } of events) {
      const wire = JSON.parse(raw) as WireEvent;
      expect({ id, activity, problem }).toEqual({
        id: wire.id,
        activity: wire.activityDisplayName,
        problem: null,
      });
      expect(at?.toISOString().slice(0, 23)).toBe(sortableTime(wire.activityDateTime).slice(0, 23));
    }
  });

  test('is half-open: neighbouring spans share no event and miss none, even at the edge', async () => {
    const edge = new Date('2026-11-17T00:00:00Z');
    const good = tenant.events.find(({ loggedByService }) => loggedByService === 'PIM');
    const times = [
      '2026-11-16T23:59:59.9999999Z',
      '2026-11-17T00:00:00.000000Z',
      '2026-11-17T00:00:00.0000001Z',
    ];
    const onEdge = times.map(
      (activityDateTime) => ({ ...good, id: activityDateTime, activityDateTime }) as WireEvent,
    );
    const events = [...tenant.events, ...onEdge];
    await start({ events });
    const [before, after] = [
      await readAll({ from: whole.from, to: edge }),
      await readAll({ from: edge, to: whole.to }),
    ];
    expect([...sortedRaws(before), ...sortedRaws(after)].sort()).toEqual(expectedOf(whole, events).sort());
    const idsOf = (pages: readonly EventPage[]) => eventsOf(pages).map(({ id }) => id);
    expect(times.map((time) => [idsOf(before).includes(time), idsOf(after).includes(time)])).toEqual([
      [true, false],
      [false, true],
      [false, true],
    ]);
  });

  test.each<[string, FaultScript]>([
    ['HTTP 429 without Retry-After', everyOther(throttled())],
    [
      'HTTP 429 with Retry-After: 0',
      everyOther({ ...asAnswer(throttled()), headers: { 'retry-after': '0' } }),
    ],
    ['HTTP 429 with a negative Retry-After', everyOther({ status: 429, headers: { 'retry-after': '-5' } })],
    ['HTTP 500', everyOther(graphError(500, 'UnknownError', 'Oh.'))],
    ['HTTP 502 with HTML', everyOther({ status: 502, body: '<html><h1>Bad Gateway</h1></html>' })],
    ['HTTP 503', everyOther({ status: 503 })],
    ['HTTP 504', everyOther(graphError(504, 'GatewayTimeout', ''))],
    ['HTTP 204', everyOther({ status: 204 })],
    ['a redirect', everyOther({ status: 302, headers: { location: 'https://login.example/' } })],
    ['a connection that is reset', everyOther('reset')],
    ['a body that is cut off', everyOther('truncate')],
    ['a page of HTML', everyOther({ status: 200, body: '<html>' })],
    ['half a page of JSON', everyOther({ status: 200, body: '{"value":[{"id":"1"}' })],
    ['an empty body', everyOther({ status: 200, body: '' })],
    ['a page without value', everyOther({ status: 200, body: {} })],
    ['a page with an error in it', everyOther({ status: 200, body: { error: { code: 'x', message: 'y' } } })],
    ['seven faults in a row', (_, n) => (n <= 7 ? { status: 503 } : undefined)],
    ['HTTP 400 for a next page once', nth(3, invalidSkipToken())],
    ['HTTP 404 for a next page once', nth(3, graphError(404, 'ResourceNotFound', ''))],
    [
      'HTTP 410 for a next page twice',
      (_, n) => (n === 3 || n === 7 ? graphError(410, 'Gone', '') : undefined),
    ],
    [
      'a permission that is slow to be known',
      (_, n) => (n <= 2 ? graphError(403, 'Forbidden', '') : undefined),
    ],
  ])('returns every event despite %s', async (_, faults) => {
    await start({ faults });
    await expectWhole();
    expect(messages.length).toBeGreaterThan(0);
  });

  test('returns every event despite requests without an answer', async () => {
    requestTimeout = 2_000;
    await start({ faults: (_, n) => (n === 1 || n === 4 ? 'hang' : undefined) });
    await expectWhole();
    expect(messages[0]).toMatch(/^Microsoft Graph did not answer within 2 s. Trying again in/);
  });

  test.each([
    ['seconds', { 'retry-after': '1' }],
    ['a date', { 'retry-after': 'Mon, 23 Nov 2026 07:00:01 GMT', date: 'Mon, 23 Nov 2026 07:00:00 GMT' }],
  ])('waits as long as the service asks for in %s', async (_, headers) => {
    await start({ faults: nth(2, { status: 429, headers }) });
    const begin = performance.now();
    await expectWhole();
    expect(performance.now() - begin).toBeGreaterThan(950);
    expect(messages).toEqual([expect.stringMatching(/HTTP 429.*Trying again in 1\.0 s\.$/)]);
  });

  test('returns late events at the next read', async () => {
    let clock = new Date('2026-11-18T12:00:00Z');
    const [event] = tenant.events.filter(({ loggedByService }) => loggedByService === 'PIM');
    const late = { id: event?.id ?? '', visibleAt: new Date('2026-11-20T00:00:00Z') };
    await start({ lateEvents: [late], clock: () => clock });
    const ids = async () => eventsOf(await readAll()).map(({ id }) => id);
    expect(await ids()).not.toContain(late.id);
    clock = now;
    expect(await ids()).toContain(late.id);
    await expectWhole();
  });

  test('returns events that cannot be understood as well, with the reason', async () => {
    const at = '2026-11-18T12:00:00.1234567Z';
    const good = tenant.events.find(({ loggedByService }) => loggedByService === 'PIM');
    const odd = [
      { ...good, id: 'odd-targets', activityDateTime: at, targetResources: 'none' },
      { ...good, id: '', activityDateTime: at },
      { ...good, id: 'odd-name', activityDateTime: at, activityDisplayName: null },
    ] as unknown as WireEvent[];
    await start({ events: [...tenant.events, ...odd] });
    const events = eventsOf(await readAll());
    const kept = events.filter(({ problem }) => problem !== null);
    expect(kept.map(({ raw }) => raw).sort()).toEqual(odd.map((event) => JSON.stringify(event)).sort());
    expect(kept.map(({ id }) => id).sort()).toEqual([null, 'odd-name', 'odd-targets'].sort());
    expect(
      kept.every(
        (event) => event.activity === null && event.at?.toISOString() === '2026-11-18T12:00:00.123Z',
      ),
    ).toBe(true);
    expect(events).toHaveLength(expectedOf().length + odd.length);
  });

  test.each(['loggedByService', 'category'])('returns events without %s', async (key) => {
    const without = (value: Record<string, unknown>[]) =>
      value.map((event, index) => ({ ...event, [key]: index % 2 === 0 ? null : undefined }));
    await start({
      faults: () => (truth) => {
        const body = truth.body as { value: Record<string, unknown>[] };
        return { ...truth, body: { ...body, value: without(body.value) } };
      },
    });
    const ids = new Set(eventsOf(await readAll()).map(({ id }) => id));
    expect(ids).toEqual(new Set(expectedOf().map((raw) => (JSON.parse(raw) as WireEvent).id)));
  });

  test('returns events without a readable time as well', async () => {
    const page = {
      value: [
        { id: 'timeless', activityDisplayName: 'x', activityDateTime: 'soon', loggedByService: 'PIM' },
        7,
      ],
    };
    await start({ faults: nth(1, { status: 200, body: page }) });
    expect(eventsOf(await readAll()).filter(({ at }) => at === null)).toEqual([
      {
        id: 'timeless',
        at: null,
        activity: null,
        source: 'graph',
        raw: JSON.stringify(page.value[0]),
        problem: expect.any(String) as string,
      },
      {
        id: null,
        at: null,
        activity: null,
        source: 'graph',
        raw: '7',
        problem: expect.any(String) as string,
      },
    ]);
  });
});

describe('a filter that Graph refuses', () => {
  test.each<[string, (url: string) => boolean, number]>([
    ['on the category', (url) => url.includes('category'), 1],
    ['on the service', (url) => url.includes('loggedByService'), 4],
  ])('%s is left out, and applied in code', async (_, isRefused, refusals) => {
    await start({ faults: ({ url }) => (isRefused(url) ? invalidFilter() : undefined) });
    await expectWhole();
    expect(server.requests.filter(({ url }) => isRefused(url))).toHaveLength(refusals);
  });

  test.each<[string, Fault]>([
    ['its filter refused', invalidFilter()],
    ['refused altogether', graphError(400, 'BadRequest', 'Unknown service.')],
  ])('on elevated access leaves the other events complete: %s', async (_, fault) => {
    const asked = ({ url }: { url: string }) => decodeURIComponent(url).includes('Elevated Access');
    await start({ faults: (request) => (asked(request) ? fault : undefined) });
    const pages = await readAll();
    const known = tenant.events.filter(
      ({ loggedByService }) => !(loggedByService ?? '').includes('Elevated'),
    );
    expect(sortedRaws(pages)).toEqual(expectedOf(whole, known).sort());
    expect(messages.some((message) => message.includes('cannot be read in this tenant'))).toBe(true);
    // Nor is the whole log read for a few events.
    const unfiltered = server.requests.filter(
      ({ url }) => url.includes('filter=') && !url.includes('loggedByService'),
    );
    expect(unfiltered).toEqual([]);
  });

  test.each([
    [401, 'InvalidAuthenticationToken', RefusalError],
    [403, 'Authorization_RequestDenied', RefusalError],
    [404, 'ResourceNotFound', RefusalError],
    [503, 'ServiceUnavailable', FailedTryError],
  ])('is not assumed for HTTP %i %s on elevated access: that fails the read', async (status, code, kind) => {
    await start({
      faults: ({ url }) =>
        decodeURIComponent(url).includes('Elevated Access') ? graphError(status, code, 'No.') : undefined,
    });
    const reading = readAll();
    await expect(reading).rejects.toBeInstanceOf(kind);
    await expect(reading).rejects.toThrow(`HTTP ${status} ${code}`);
  });

  test('without a wider alternative fails the read', async () => {
    await start({ faults: () => invalidFilter() });
    await expect(readAll()).rejects.toThrow('Microsoft Graph refused the filter of');
  });
});

describe('the horizon', () => {
  test.each([
    [30, '2026-10-24T00:00:00.000Z'],
    [7, '2026-11-16T00:00:00.000Z'],
  ])('of %i days moves the start, and is returned before the events', async (retentionDays, first) => {
    await start({ retentionDays });
    const availableFrom = new Date(first);
    const pages = await readAll({ from: new Date('2026-09-01T00:00:00Z'), to: now });
    expect(pages.map((page) => page.availableFrom).filter((at) => at !== null)).toEqual([availableFrom]);
    expect(pages[0]?.availableFrom).toEqual(availableFrom);
    expect(sortedRaws(pages)).toEqual(expectedOf({ from: availableFrom, to: now }).sort());
  });

  test("each page has the service's time", async () => {
    await start();
    const pages = await readAll({ from: new Date('2026-11-16T00:00:00Z'), to: now });
    expect(new Set(pages.map(({ answeredAt }) => answeredAt?.getTime()))).toEqual(
      new Set([Math.floor(now.getTime() / 1000) * 1000]),
    );
  });

  test('later than the whole span leaves nothing to read', async () => {
    await start();
    const pages = await readAll({
      from: new Date('2026-09-01T00:00:00Z'),
      to: new Date('2026-09-08T00:00:00Z'),
    });
    expect(pages).toEqual([{ events: [], availableFrom: new Date('2026-10-24T00:00:00Z'), answeredAt: now }]);
    expect(server.requests).toHaveLength(1);
  });

  test('may move while pages are read', async () => {
    await start({ faults: nth(3, beforeHorizon(new Date('2026-11-16T00:00:00Z'))) });
    const pages = await readAll();
    const later = expectedOf({ from: new Date('2026-11-16T00:00:00Z'), to: now });
    expect(sortedRaws(pages)).toEqual(expect.arrayContaining(later));
    expect(pages.filter((page) => page.availableFrom !== null)).toHaveLength(1);
  });

  test('later than the clock of the service is a broken answer: it is retried, and no event is lost', async () => {
    const later = beforeHorizon(new Date('2026-11-24T00:00:00Z'));
    await start({ faults: nth(1, later) });
    const pages = await expectWhole();
    expect(pages.every(({ availableFrom }) => availableFrom === null)).toBe(true);
    await server.close();
    await start({ faults: () => later });
    await expect(readAll()).rejects.toThrow(
      'Microsoft Graph said at 2026-11-23T07:00:00.000Z that it has events only from 2026-11-24T00:00:00.000Z on.',
    );
  });

  test('not later than the requested start is an error, not an endless loop', async () => {
    await start({ faults: () => beforeHorizon(new Date('2026-11-01T00:00:00Z')) });
    await expect(readAll()).rejects.toThrow('no longer reaches back');
    expect(server.requests.length).toBeLessThan(10);
  });
});

describe('broken paging', () => {
  test('in a loop is restarted from the start of the window', async () => {
    await start({
      faults: ({ url }, n) =>
        isNext(url) && n <= 4
          ? { status: 200, body: { value: [], '@odata.nextLink': `${server.url}${url}` } }
          : undefined,
    });
    await expectWhole();
    expect(messages[0]).toBe(
      'The next-page links of Microsoft Graph form a loop. The window is read again from its start.',
    );
  });

  test('in a loop every time fails the read', async () => {
    let turn = 0;
    await start({
      faults: () => ({
        status: 200,
        body: {
          value: [],
          '@odata.nextLink': `${server.url}/v1.0/auditLogs/directoryAudits?$skiptoken=${(turn += 1) % 5}`,
        },
      }),
    });
    await expect(readAll()).rejects.toThrow('form a loop');
    expect(server.requests.length).toBeLessThan(100);
  });

  test('with a token that always expires fails the read after eight requests', async () => {
    await start({ faults: ({ url }) => (isNext(url) ? invalidSkipToken() : undefined) });
    await expect(readAll()).rejects.toThrow('Invalid Skip Token');
    expect(server.requests).toHaveLength(8);
  });

  test.each([
    'http://127.0.0.1:PORT/v1.0/x',
    'http://localhost:PORT/v1.0/x',
    'https://graph.microsoft.com.evil.example/v1.0/x',
  ])('with a link to %s does not follow it: one is retried, a permanent one fails the read', async (link) => {
    const foreign = await startLoopbackServer({
      clock: () => now,
      answer: () => ({ status: 200, body: { value: [] } }),
    });
    const next = link.replace('PORT', new URL(foreign.url).port);
    const page = { status: 200, body: { value: [], '@odata.nextLink': next } };
    await start({ faults: nth(2, page) });
    await expectWhole();
    await server.close();
    await start({ faults: () => page });
    await expect(readAll()).rejects.toThrow('it was not followed');
    expect(foreign.requests).toEqual([]);
    await foreign.close();
  });
});

describe('a refusal', () => {
  test.each([
    [401, 'InvalidAuthenticationToken', 'belongs to the tenant of GRAPH_ENDPOINT'],
    [403, 'Authorization_RequestDenied', 'AuditLog.Read.All'],
    [403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'no Microsoft Entra ID P1 or P2 licence'],
    [404, 'ResourceNotFound', 'Check GRAPH_ENDPOINT'],
  ])('with HTTP %i %s fails the read after three requests, with advice', async (status, code, advice) => {
    await start({ faults: () => graphError(status, code, 'No.') });
    const reading = readAll();
    await expect(reading).rejects.toBeInstanceOf(RefusalError);
    await expect(reading).rejects.toThrow(advice);
    expect(server.requests).toHaveLength(3);
  });

  test.each([
    ['standard', 3],
    ['few', 1],
  ] as const)(
    'of one span fails only this read, with %s retries after %i requests',
    async (retries, tries) => {
      await start({ faults: () => graphError(400, 'BadRequest', 'Not this span.') });
      const reading = readAll(whole, ever, retries);
      await expect(reading).rejects.toBeInstanceOf(FailedTryError);
      await expect(reading).rejects.toThrow(
        'refused to read the audit log: HTTP 400 BadRequest: "Not this span.".',
      );
      expect(server.requests).toHaveLength(tries);
    },
  );

  test('of a token is thrown without a retry', async () => {
    await start();
    const refusal = new RefusalError('No token.');
    const get = () => Promise.reject(refusal);
    const source = createGraphAuditSource({
      get,
      endpoint: server.url,
      pace: () => Promise.resolve(),
      retry,
      requestTimeout,
    });
    await expect(source.read(whole, ever).next()).rejects.toBe(refusal);
  });
});

describe('a service that stays down', () => {
  test.each([
    ['standard', 8],
    ['few', 3],
  ] as const)('is given up, with %s retries after %i requests', async (retries, tries) => {
    await start({ faults: () => graphError(503, 'ServiceUnavailable', 'Down.') });
    const reading = readAll(whole, ever, retries);
    await expect(reading).rejects.toThrow('Microsoft Graph answered HTTP 503 ServiceUnavailable: "Down.".');
    await expect(reading).rejects.not.toBeInstanceOf(RefusalError);
    expect(server.requests).toHaveLength(tries);
  });

  test('with an absurdly long Retry-After is given up after one request', async () => {
    await start({ faults: () => throttled(86_400) });
    await expect(readAll()).rejects.toThrow('HTTP 429');
    expect(server.requests).toHaveLength(1);
  });

  test('is reported as unreachable, with the cause', async () => {
    await start({ faults: () => 'reset' });
    await expect(readAll()).rejects.toThrow(/could not be reached: fetch failed \(.*\)\.$/);
  });

  test('with an endless slow answer is given up in time', async () => {
    requestTimeout = 250;
    await start();
    const drips: NodeJS.Timeout[] = [];
    const dripping = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      drips.push(setInterval(() => response.write(' '), 20));
    });
    await new Promise<void>((resolve) => void dripping.listen(0, '127.0.0.1', resolve));
    const source = sourceAt(`http://127.0.0.1:${(dripping.address() as AddressInfo).port}`);
    await expect(source.read(whole, ever, 'few').next()).rejects.toThrow('did not answer within 0.25 s');
    drips.forEach(clearInterval);
    dripping.closeAllConnections();
    await new Promise((resolve) => dripping.close(resolve));
  });
});

describe('the end of the run', () => {
  test('ends a hanging read with its own reason', async () => {
    await start({ faults: () => 'hang' });
    const run = new AbortController();
    setTimeout(() => {
      run.abort(new Error('The run is over.'));
    }, 30);
    // Without the abort, it would hang until the request times out.
    const pages = sourceAt(server.url).read(whole, run.signal);
    await expect(pages[Symbol.asyncIterator]().next()).rejects.toThrow('The run is over.');
  });

  test('prevents every request', async () => {
    await start();
    await expect(readAll(whole, AbortSignal.abort(new Error('The run is over.')))).rejects.toThrow(
      'The run is over.',
    );
    expect(server.requests).toEqual([]);
  });
});

function asAnswer(fault: Fault): Answer {
  if (typeof fault !== 'object') throw new TypeError('Not an answer.');
  return fault;
}
