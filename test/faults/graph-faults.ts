import { beforeHorizon, invalidFilter, invalidSkipToken } from '../../local/graph/graph-errors';
import { writeSkipToken } from '../../local/graph/skip-token';
import type { Answer, Fault, ReceivedRequest } from '../../local/loopback-server';
import { fails, json, recovers, type FaultRow, type Outcome } from './fault-row';

const graphError = (status: number, code: string, message: string, headers: Record<string, string> = {}) =>
  json(status, { error: { code, message } }, headers);

const throttled = (headers: Record<string, string>): Fault =>
  graphError(429, 'UnknownError', 'This request is throttled.', headers);

interface Page {
  readonly value: readonly unknown[];
}

/** Returns the true page after a change; leaves errors unchanged. */
const page = (change: (value: readonly unknown[], page: Page) => unknown) => (): Fault => (truth: Answer) => {
  const body = truth.body as Page;
  return truth.status === 200 ? { ...truth, body: change(body.value, body) } : truth;
};

const linkTo =
  (link: (request: ReceivedRequest) => string) =>
  (request: ReceivedRequest): Fault =>
    json(200, { value: [], '@odata.nextLink': link(request) });

const isNextPage = ({ url }: ReceivedRequest): boolean => url.includes('skiptoken');
const asksFor =
  (text: string) =>
  ({ url }: ReceivedRequest): boolean =>
    decodeURIComponent(url).includes(text);

/** Links to the original first page. */
const fromTheStart = writeSkipToken({ after: null, page: 1 });

let turn = 0;

function row(
  fault: string,
  spoil: FaultRow['spoil'],
  once: Outcome | null,
  always: Outcome | null,
  more: Partial<FaultRow> = {},
): FaultRow {
  return { on: 'Microsoft Graph', fault, spoil, once, always, ...more };
}

/** Faults of Microsoft Graph during a collection. */
export const graphFaults: readonly FaultRow[] = [
  row(
    '429 with `Retry-After` in seconds',
    () => throttled({ 'retry-after': '1' }),
    recovers('HTTP 429 UnknownError: "This request is throttled.". Trying again in 1.0 s.'),
    null,
  ),
  row(
    "429 with `Retry-After` as a date, held against the answer's own `Date`",
    () => throttled({ 'retry-after': 'Mon, 23 Nov 2026 07:00:01 GMT' }),
    recovers('HTTP 429 UnknownError: "This request is throttled.". Trying again in 1.0 s.'),
    null,
  ),
  row(
    '429 that asks for a day',
    () => throttled({ 'retry-after': '86400' }),
    fails('It asks to wait 1440 min, longer than this run can: the next run goes on.'),
    fails('It asks to wait 1440 min, longer than this run can: the next run goes on.'),
  ),
  row(
    '429 with `Retry-After: -5`',
    () => throttled({ 'retry-after': '-5' }),
    recovers('Trying again in 0.0 s.'),
    fails('Microsoft Graph answered HTTP 429'),
  ),
  row(
    '429 with `Retry-After: soon`',
    () => throttled({ 'retry-after': 'soon' }),
    recovers('Trying again in 0.0 s.'),
    fails('Microsoft Graph answered HTTP 429'),
  ),
  row(
    '429 without `Retry-After`',
    () => throttled({}),
    recovers('Microsoft Graph answered HTTP 429'),
    fails('Microsoft Graph answered HTTP 429'),
  ),
  row(
    '500',
    () => graphError(500, 'UnknownError', 'Oh.'),
    recovers('HTTP 500 UnknownError: "Oh.".'),
    fails('HTTP 500 UnknownError: "Oh.".'),
  ),
  row(
    '502 with HTML',
    () => ({ status: 502, body: '<html><h1>Bad Gateway</h1></html>' }),
    recovers('HTTP 502: "<html><h1>Bad Gateway</h1></html>".'),
    fails('HTTP 502: "<html><h1>Bad Gateway</h1></html>".'),
  ),
  row('503', () => ({ status: 503 }), recovers('HTTP 503: (empty).'), fails('HTTP 503: (empty).')),
  row(
    '504',
    () => graphError(504, 'GatewayTimeout', ''),
    recovers('HTTP 504 GatewayTimeout'),
    fails('HTTP 504 GatewayTimeout'),
  ),
  row(
    'reset before the answer',
    () => 'reset',
    recovers('could not be reached'),
    fails('could not be reached'),
  ),
  row('reset in the body', () => 'truncate', recovers('could not be reached'), fails('could not be reached')),
  row('no answer', () => 'hang', recovers('did not answer within'), fails('did not answer within'), {
    isSilent: true,
  }),
  row('a slow drip', () => 'drip', recovers('did not answer within'), fails('did not answer within'), {
    isSilent: true,
  }),
  row(
    'half a page of JSON, sent as a complete page',
    () => json(200, '{"value":[{"id":"1"}'),
    recovers('the page is not JSON'),
    fails('it begins (20 characters of JSON, not shown)'),
  ),
  row(
    '200 with HTML',
    () => json(200, '<html>Sign in'),
    recovers('the page is not JSON; it begins "<html>Sign in".'),
    fails('the page is not JSON; it begins "<html>Sign in".'),
  ),
  row(
    'a page without `value`',
    page((_, rest) => ({ ...rest, value: undefined })),
    recovers('the page has no "value" list'),
    fails('the page has no "value" list'),
  ),
  row(
    'an empty page with a next link',
    linkTo(({ url, headers }) => `http://${headers.host ?? ''}${url}&$skiptoken=${fromTheStart}`),
    recovers(null),
    recovers(null),
    { at: 'first pages', hits: (request) => !isNextPage(request) },
  ),
  row(
    'a next link back to the same page',
    linkTo(({ url, headers }) => `http://${headers.host ?? ''}${url}`),
    recovers(null),
    fails('The next-page links of Microsoft Graph form a loop.'),
  ),
  row(
    'a circle of five next links',
    linkTo(({ headers }) => {
      turn += 1;
      return `http://${headers.host ?? ''}/v1.0/auditLogs/directoryAudits?$skiptoken=${turn % 5}`;
    }),
    null,
    fails('The next-page links of Microsoft Graph form a loop.'),
  ),
  row(
    'a next link to another host: never followed, never given a token',
    linkTo(() => 'https://graph.microsoft.com.evil.example/v1.0/auditLogs'),
    recovers('(graph.microsoft.com.evil.example); it was not followed.'),
    fails('(graph.microsoft.com.evil.example); it was not followed.'),
  ),
  row(
    'a redirect to another host: never followed, never given a token',
    () => ({ status: 302, headers: { location: 'https://graph.microsoft.com.evil.example/' } }),
    recovers('Microsoft Graph answered HTTP 302'),
    fails('Microsoft Graph answered HTTP 302'),
  ),
  row(
    'a skip token that has expired',
    () => invalidSkipToken(),
    recovers('"Invalid Skip Token, skip token is null"'),
    fails('"Invalid Skip Token, skip token is null"'),
    { at: 'next pages', hits: isNextPage },
  ),
  row(
    'the horizon is later than the requested time',
    () => beforeHorizon(new Date('2026-11-21T00:00:00Z')),
    recovers(null, 'days lost'),
    null,
    { at: 'the first query', lost: ['2026-11-19', '2026-11-20'] },
  ),
  row(
    'the horizon error although the requested time is after the horizon',
    () => beforeHorizon(new Date('2026-11-01T00:00:00Z')),
    recovers(null),
    fails('The audit log no longer reaches back to the start of the window.'),
  ),
  row(
    'a horizon after the time of the response itself',
    () => beforeHorizon(new Date('2026-11-24T00:00:00Z')),
    recovers('it has events only from 2026-11-24T00:00:00.000Z on'),
    fails('it has events only from 2026-11-24T00:00:00.000Z on'),
  ),
  row('"Invalid filter clause" for the category', () => invalidFilter(), recovers(null), recovers(null), {
    at: 'queries by category',
    hits: asksFor('category'),
  }),
  row('"Invalid filter clause" for the service', () => invalidFilter(), recovers(null), recovers(null), {
    at: 'queries by service',
    hits: asksFor('loggedByService'),
  }),
  row(
    '"Invalid filter clause" for everything',
    () => invalidFilter(),
    null,
    fails('Microsoft Graph refused the filter of'),
  ),
  row(
    '400 of another kind',
    () => graphError(400, 'BadRequest', 'Not this span.'),
    recovers('HTTP 400 BadRequest: "Not this span.".'),
    fails('HTTP 400 BadRequest: "Not this span.".'),
    { at: 'queries by category', hits: asksFor('category') },
  ),
  row(
    'each event twice on its page',
    page((value, rest) => ({ ...rest, value: [...value, ...value] })),
    recovers(null),
    recovers(null),
  ),
  row(
    'the events of a page in the wrong order',
    page((value, rest) => ({ ...rest, value: [...value].reverse() })),
    recovers(null),
    recovers(null),
  ),
  row(
    'events that show up only after their day was read',
    page((value, rest) => ({ ...rest, value: value.slice(1) })),
    recovers(null),
    recovers(null),
    { at: 'every query', hits: asksFor('le 2026-11-23') },
  ),
  row(
    '401, a token for another service',
    () => graphError(401, 'InvalidAuthenticationToken', 'Invalid audience.'),
    recovers('HTTP 401 InvalidAuthenticationToken'),
    fails('Check that the identity belongs to the tenant of GRAPH_ENDPOINT'),
  ),
  row(
    '403, no permission',
    () => graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges.'),
    recovers('HTTP 403 Authorization_RequestDenied'),
    fails('Grant the identity the application permission AuditLog.Read.All (admin consent) and run again.'),
  ),
  row(
    '403 for elevated access alone',
    () => graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges.'),
    recovers('HTTP 403 Authorization_RequestDenied'),
    fails('HTTP 403 Authorization_RequestDenied'),
    { at: 'the query that not every tenant knows', hits: asksFor('Elevated Access') },
  ),
  row(
    '400 for elevated access alone',
    () => graphError(400, 'BadRequest', 'Unknown service.'),
    recovers('HTTP 400 BadRequest'),
    recovers('Azure access elevated to root cannot be read in this tenant'),
    { at: 'the query that not every tenant knows', hits: asksFor('Elevated Access') },
  ),
  row(
    '403, no licence',
    () => graphError(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'No.'),
    recovers('HTTP 403'),
    fails('The tenant has no Microsoft Entra ID P1 or P2 licence'),
  ),
  row(
    '404, no Graph',
    () => graphError(404, 'ResourceNotFound', ''),
    recovers('HTTP 404'),
    fails('Check GRAPH_ENDPOINT: it must be a Microsoft Graph root'),
  ),
];
