import { Client, ResponseType } from '@microsoft/microsoft-graph-client';
import { invalidSkipToken } from '../../local/graph/graph-errors';
import { type GraphServer, type GraphServerOptions, startGraphServer } from '../../local/graph-server';
import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { WireEvent } from '../../local/sample-tenant/wire/wire-event';

const now = new Date('2026-11-23T07:00:00Z');
const { events, lateEvents } = createSampleTenant({ now });
const ids = (list: readonly WireEvent[]): string[] => list.map(({ id }) => id).sort();
const filterOf = (from: string, to: string, rest = ''): string =>
  `activityDateTime ge ${from} and activityDateTime le ${to}${rest}`;
const all = filterOf('2026-10-25T00:00:00Z', '2026-11-23T07:00:00Z');

let server: GraphServer;
async function start(options: Partial<GraphServerOptions> = {}): Promise<void> {
  server = await startGraphServer({ events, clock: () => now, ...options });
}
afterEach(() => server.close());

interface Page {
  readonly value: WireEvent[];
  readonly '@odata.nextLink'?: string;
}

const get = (query: Record<string, string>): Promise<Response> =>
  fetch(`${server.url}/v1.0/auditLogs/directoryAudits?${new URLSearchParams(query).toString()}`);

async function readAll(query: Record<string, string>): Promise<{ found: WireEvent[]; pages: Page[] }> {
  const client = Client.init({ baseUrl: server.url, authProvider: (done) => done(null, 'unused') });
  const pages: Page[] = [];
  let path: string | undefined = `/auditLogs/directoryAudits?${Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`;
  while (path !== undefined) {
    const page = (await client.api(path).responseType(ResponseType.JSON).get()) as Page;
    pages.push(page);
    path = page['@odata.nextLink']?.slice(`${server.url}/v1.0`.length);
  }
  return { found: pages.flatMap(({ value }) => value), pages };
}

describe('the Graph server', () => {
  test('returns every event once over many pages to the real client, in order, with an empty page between', async () => {
    await start({ pageSizeMax: 90 });
    const { found, pages } = await readAll({ $filter: all, $orderby: 'activityDateTime asc', $top: '999' });
    expect(ids(found)).toEqual(ids(events));
    expect(found.map(({ activityDateTime }) => activityDateTime.slice(0, 23))).toEqual(
      [...found.map(({ activityDateTime }) => activityDateTime.slice(0, 23))].sort(),
    );
    expect(pages.some((page) => page.value.length === 0 && page['@odata.nextLink'] !== undefined)).toBe(true);
    expect(new URL(pages[0]!['@odata.nextLink']!).searchParams.get('$filter')).toBe(all);
  });

  test('filters by time to the last tick, both edges included, and by service and category', async () => {
    await start();
    const edge = events[200]!.activityDateTime;
    const { found } = await readAll({ $filter: filterOf(edge, events[260]!.activityDateTime) });
    expect(ids(found)).toEqual(ids(events.slice(200, 261)));
    const core = await readAll({
      $filter: `${all} and loggedByService eq 'Core Directory' and category eq 'RoleManagement'`,
    });
    expect(core.found.length).toBeGreaterThan(50);
    expect(
      core.found.every((e) => e.loggedByService === 'Core Directory' && e.category === 'RoleManagement'),
    ).toBe(true);
    expect((await readAll({ $filter: `activityDateTime eq ${edge}` })).found.map(({ id }) => id)).toContain(
      events[200]!.id,
    );
  });

  test('reverses the order on request', async () => {
    await start({ pageSizeMax: 300 });
    const up = await readAll({ $filter: all, $orderby: 'activityDateTime asc' });
    const down = await readAll({ $filter: all, $orderby: 'activityDateTime desc' });
    expect(down.found.map(({ id }) => id)).toEqual(up.found.map(({ id }) => id).reverse());
  });

  test('loses and repeats nothing when many events share an instant', async () => {
    const [first] = events;
    const twins = Array.from({ length: 50 }, (_, index) => ({ ...first!, id: `same-instant-${index}` }));
    await start({ events: twins, pageSizeMax: 7 });
    const { found } = await readAll({ $filter: all, $orderby: 'activityDateTime asc' });
    expect(ids(found)).toEqual(ids(twins));
  });

  test.each([
    `activityDateTime gt 2026-11-01T00:00:00Z`,
    `activityDateTime ge '2026-11-01T00:00:00Z'`,
    `${all} or category eq 'RoleManagement'`,
    `startswith(activityDisplayName, 'Add')`,
    `loggedByService ne 'PIM'`,
  ])('rejects the filter %s', async ($filter) => {
    await start();
    const answer = await get({ $filter });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: { message: expect.stringContaining('Invalid filter clause') as string },
    });
  });

  test.each([
    { $top: '1000' },
    { $top: '0' },
    { $orderby: 'category' },
    { $count: 'true' },
    { $skiptoken: 'from another world' },
  ])('rejects the query %j', async (query) => {
    await start();
    expect((await get(query)).status).toBe(400);
  });

  test.each([
    [30, '2026-10-24T00:00:00Z', '2026-10-23T23:59:59Z', '10/24/2026 12:00:00 AM'],
    [7, '2026-11-16T00:00:00Z', '2026-11-15T23:59:59.9999999Z', '11/16/2026 12:00:00 AM'],
  ])(
    'keeps %i days, and fails a call that starts before them',
    async (retentionDays, first, before, date) => {
      await start({ retentionDays });
      expect((await get({ $filter: filterOf(first, '2026-11-23T00:00:00Z') })).status).toBe(200);
      const answer = await get({ $filter: filterOf(before, '2026-11-23T00:00:00Z') });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({
        error: {
          code: 'UnknownError',
          message: `Specified argument was out of the range of valid values. (Parameter 'Minimum allowed time for activityDateTime is ${date}')`,
        },
      });
      expect((await readAll({ $top: '999' })).found.length).toBeLessThanOrEqual(events.length);
    },
  );

  test('throttles by its own clock, sometimes without Retry-After', async () => {
    let at = now.getTime();
    await start({ clock: () => new Date(at), throttle: { requests: 5, perSeconds: 10 } });
    const answers = [];
    for (let n = 0; n < 8; n += 1) answers.push(await get({ $top: '1' }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    expect(answers[5]!.headers.get('retry-after')).toBe('10');
    expect(answers[7]!.headers.get('retry-after')).toBeNull();
    at += 10_000;
    expect((await get({ $top: '1' })).status).toBe(200);
  });

  test('shows a late event only after its arrival, and published events immediately', async () => {
    const [late] = lateEvents;
    let at = new Date(late!.visibleAt.getTime() - 1);
    await start({ lateEvents, clock: () => at });
    const $filter = `activityDateTime eq ${events.find(({ id }) => id === late!.id)!.activityDateTime}`;
    expect((await readAll({ $filter })).found).toEqual([]);
    at = late!.visibleAt;
    expect((await readAll({ $filter })).found.map(({ id }) => id)).toEqual([late!.id]);
    server.publish([{ ...events[0]!, id: 'published' }]);
    expect(
      (await readAll({ $filter: `activityDateTime eq ${events[0]!.activityDateTime}` })).found,
    ).toHaveLength(2);
  });

  test('fails as its script says, and logs every request', async () => {
    const script = ['reset', 'truncate', invalidSkipToken(), undefined] as const;
    await start({ faults: (_, n) => script[n - 1] });
    await expect(get({})).rejects.toThrow();
    await expect(get({ $top: '5' }).then((answer) => answer.text())).rejects.toThrow();
    expect((await get({})).status).toBe(400);
    expect((await get({})).status).toBe(200);
    expect(server.requests).toHaveLength(4);
    expect(server.requests[1]).toMatchObject({
      method: 'GET',
      url: expect.stringContaining('top=5') as string,
      at: now,
    });
  });

  test('closes although a request hangs', async () => {
    await start({ faults: () => 'hang' });
    const waiting = expect(get({})).rejects.toThrow();
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.close();
    await waiting;
  });
});
