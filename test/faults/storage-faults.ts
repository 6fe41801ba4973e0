import type { Answer, Fault, ReceivedRequest } from '../../local/loopback-server';
import {
  fails,
  indiscreet,
  json,
  recovers,
  type FaultRow,
  type LedgerState,
  type Outcome,
} from './fault-row';

/** Whether a request is a batch that stores events. */
const savesEvents = ({ url, body }: ReceivedRequest): boolean =>
  url.includes('$batch') && body.includes('PimAuditEvents');
type Hits = (request: ReceivedRequest) => boolean;
/** Returns a check for reads of a table whose filter contains a text. */
const readsOf =
  (table: string, filter = ''): Hits =>
  ({ method, url }) =>
    method === 'GET' && url.includes(table) && url.includes(filter);
const readsDays = readsOf('CollectionDays');
// Reads of the events of a period, and of those without a time.
const readsSpan = readsOf('PimAuditEvents', 'PartitionKey%20ge');
const readsUndated = readsOf('PimAuditEvents', 'undated');
const countsEvents = readsOf('PimAuditEvents');
const writesDays = ({ url, body }: ReceivedRequest): boolean =>
  url.includes('$batch') && body.includes('CollectionDays');

/** Returns an error in Table Storage's format. */
export const tableError = (
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
) =>
  json(
    status,
    {
      'odata.error': { code, message: { lang: 'en-US', value: `${message}\nRequestId:1\nTime:2026-11-23` } },
    },
    headers,
  );

/** Returns the response to a batch that fails as a whole because of one operation. */
export const fallenBatch = (status: number, code: string): Fault => {
  const error = JSON.stringify({ 'odata.error': { code, message: { lang: 'en-US', value: `2:${code}.` } } });
  const part = `HTTP/1.1 ${status} No\r\nContent-Type: application/json\r\n\r\n${error}\r\n`;
  const body =
    '--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n' +
    `--changesetresponse_1\r\nContent-Type: application/http\r\n\r\n${part}--changesetresponse_1--\r\n--batchresponse_1--\r\n`;
  return { status: 202, headers: { 'content-type': 'multipart/mixed; boundary=batchresponse_1' }, body };
};

const isNextPage = ({ url }: ReceivedRequest): boolean => url.includes('NextPartitionKey');
/** Returns the headers with the start of the next page, in the storage emulator's format. */
const goOnAt = (partitionKey: string, rowKey: string): Record<string, string> => ({
  'x-ms-continuation-nextpartitionkey': Buffer.from(partitionKey).toString('base64'),
  'x-ms-continuation-nextrowkey': Buffer.from(rowKey).toString('base64'),
});

/** Returns an empty page with a continuation token; a request with that token gets the true response. */
const emptyPage = (request: ReceivedRequest): Fault =>
  isNextPage(request) ? (truth: Answer) => truth : json(200, { value: [] }, goOnAt('0', '0'));

/** Returns true responses in pages of a few rows; the emulator's pages have a thousand. */
const inPagesOf =
  (rows: number) =>
  (truth: Answer): Answer => {
    if (truth.status !== 200) return truth;
    const page = JSON.parse(String(truth.body)) as { value: { PartitionKey: string; RowKey: string }[] };
    const next = page.value[rows];
    if (next === undefined) return truth;
    const body = { ...page, value: page.value.slice(0, rows) };
    return { ...truth, body, headers: { ...truth.headers, ...goOnAt(next.PartitionKey, next.RowKey) } };
  };

function row(
  fault: string,
  spoil: FaultRow['spoil'],
  once: Outcome | null,
  always: Outcome | null,
  more: Partial<FaultRow> = {},
): FaultRow {
  return {
    on: 'Table Storage',
    fault,
    spoil,
    once,
    always,
    at: 'batches of events',
    hits: savesEvents,
    ...more,
  };
}

/** Faults of reading a table: a reader that takes a broken response for the end misses rows. */
function readFaults(at: string, hits: Hits, well: LedgerState, ill: LedgerState): FaultRow[] {
  const more = { at, hits };
  const busy = tableError(503, 'ServerBusy', 'The server is busy.');
  return [
    row('503 ServerBusy', () => busy, recovers(null, well), fails('failed: HTTP 503 ServerBusy', ill), more),
    row('reset in the body', () => 'truncate', recovers(null, well), fails('broke off', ill), more),
    row(
      '200 with HTML, from a proxy',
      () => ({ status: 200, body: '<html>Sign in' }),
      recovers(null, well),
      fails('is not JSON', ill),
      more,
    ),
    row(
      'an empty page with a continuation token',
      emptyPage,
      recovers(null, well),
      recovers(null, well),
      more,
    ),
  ];
}

/** The same faults, after a first page that is correct. */
function laterPageFaults(at: string, reads: Hits, rows: number): FaultRow[] {
  const hits: Hits = (request) => reads(request) && isNextPage(request);
  const others: FaultRow['others'] = (request) => (reads(request) ? inPagesOf(rows) : undefined);
  const faults = readFaults(at, hits, 'sent', 'due').filter(({ spoil }) => spoil !== emptyPage);
  return faults.map((each) => ({ ...each, others }));
}

/** Faults of Table Storage during a collection. */
export const tableFaults: readonly FaultRow[] = [
  row(
    '429 without `Retry-After`',
    () => tableError(429, 'TooManyRequests', 'Slow down.'),
    recovers(null),
    fails('failed: HTTP 429 TooManyRequests: Slow down.'),
  ),
  row(
    '429 with `Retry-After`',
    () => tableError(429, 'TooManyRequests', 'Slow down.', { 'retry-after': '1' }),
    recovers(null),
    null,
  ),
  row(
    '503 ServerBusy',
    () => tableError(503, 'ServerBusy', 'The server is busy.'),
    recovers(null),
    fails('failed: HTTP 503 ServerBusy: The server is busy.'),
  ),
  row(
    '503 that asks for a day',
    () => tableError(503, 'ServerBusy', 'The server is busy.', { 'retry-after': '86400' }),
    recovers(null),
    fails('failed: HTTP 503 ServerBusy: The server is busy.'),
  ),
  row(
    '500 OperationTimedOut',
    () => tableError(500, 'OperationTimedOut', 'Operation could not be completed within the permitted time.'),
    recovers(null),
    fails('failed: HTTP 500 OperationTimedOut: Operation could not be completed within the permitted time.'),
  ),
  row('no answer', () => 'hang', recovers(null), fails('did not answer within'), { isSilent: true }),
  row('reset before it arrived', () => 'reset', recovers(null), fails('ECONNRESET')),
  row('stored, but the response is lost', () => 'lost', recovers(null), fails('ECONNRESET')),
  row('reset in the body', () => 'truncate', recovers(null), fails('broke off')),
  row(
    '409 for one row of a batch',
    () => fallenBatch(409, 'EntityAlreadyExists'),
    recovers(null),
    fails('2:EntityAlreadyExists.'),
  ),
  row(
    '412 for one row of a batch',
    () => fallenBatch(412, 'UpdateConditionNotSatisfied'),
    recovers(null),
    fails('2:UpdateConditionNotSatisfied.'),
  ),
  row(
    '413 for one row of a batch',
    () => fallenBatch(413, 'RequestBodyTooLarge'),
    recovers(null),
    fails('2:RequestBodyTooLarge.'),
  ),
  row(
    '200 with HTML, from a proxy',
    () => ({ status: 200, body: '<html>Sign in' }),
    recovers(null),
    fails('was not confirmed row by row'),
  ),
  row('an empty page with a continuation token', emptyPage, recovers(null), recovers(null), {
    at: 'counts of a day',
    hits: countsEvents,
  }),
  row(
    '200 with HTML, from a proxy',
    () => ({ status: 200, body: '<html>Sign in' }),
    recovers(null),
    fails('is not JSON', 'not written'),
    { at: 'counts of a day', hits: countsEvents },
  ),
  row(
    '200 with JSON that is not a list, from a proxy',
    () => json(200, { status: 'ok' }),
    recovers(null),
    fails('answered with JSON that is not the list that was asked for', 'not written'),
    { at: 'counts of a day', hits: countsEvents },
  ),
  row(
    '400 whose body contains keys and typed text: neither appears in a message',
    (_, secrets) => tableError(400, 'InvalidInput', indiscreet(secrets)),
    recovers(null),
    fails('HTTP 400 InvalidInput: Refused: AccountName=a;[removed];'),
  ),
  row(
    '503 ServerBusy',
    () => tableError(503, 'ServerBusy', 'The server is busy.'),
    recovers(null),
    fails('failed: HTTP 503 ServerBusy: The server is busy.', 'not written'),
    { at: 'writes of the ledger', hits: writesDays },
  ),
  ...readFaults('reads of the ledger', readsDays, 'every day complete', 'not written'),
  row(
    '400 whose body contains keys and typed text: neither appears in a message',
    (_, secrets) => tableError(400, 'InvalidInput', indiscreet(secrets)),
    fails('HTTP 400 InvalidInput: Refused: AccountName=a;[removed];', 'not written'),
    fails('HTTP 400 InvalidInput: Refused: AccountName=a;[removed];', 'not written'),
    { at: 'reads of the ledger', hits: readsDays },
  ),
  row(
    'stored, but the response is lost',
    () => 'lost',
    recovers(null),
    fails('ECONNRESET', 'every day complete'),
    {
      at: 'writes of the ledger',
      hits: writesDays,
    },
  ),
  row(
    '403, no role',
    () => tableError(403, 'AuthorizationPermissionMismatch', 'Not authorized.'),
    fails('could not be opened: HTTP 403', 'not written'),
    fails('Give the identity the role "Storage Table Data Contributor" on the account', 'not written'),
    { at: 'every request', hits: () => true },
  ),
];

const ofRuns = ({ url }: ReceivedRequest): boolean => url.includes('ReportRuns');
const replaces = ({ method, url }: ReceivedRequest): boolean =>
  method === 'PUT' && ofRuns({ url } as ReceivedRequest);

/** Faults of Table Storage during a report. */
export const runFaults: readonly FaultRow[] = [
  row(
    '412, another client has written the row',
    () => tableError(412, 'UpdateConditionNotSatisfied', 'The condition is not met.'),
    recovers(null, 'sent'),
    null,
    { at: 'updates of the delivery ledger', hits: replaces },
  ),
  row(
    'stored, but the response is lost',
    () => 'lost',
    recovers(null, 'sent'),
    fails('ECONNRESET', 'sending'),
    {
      at: 'updates of the delivery ledger',
      hits: replaces,
    },
  ),
  row(
    '503 ServerBusy',
    () => tableError(503, 'ServerBusy', 'The server is busy.'),
    recovers(null, 'sent'),
    fails('failed: HTTP 503 ServerBusy: The server is busy.', 'not written'),
    { at: 'the delivery ledger', hits: ofRuns },
  ),
  ...readFaults('reads of events for a report', readsSpan, 'sent', 'due'),
  ...laterPageFaults('later pages of events for a report', readsSpan, 20),
  ...readFaults('reads of events without a time', readsUndated, 'sent', 'due'),
  ...readFaults('reads of the days for a report', readsDays, 'sent', 'due'),
  ...laterPageFaults('later pages of the days for a report', readsDays, 4),
];

const puts = ({ method, url }: ReceivedRequest): boolean => method === 'PUT' && !url.includes('restype');
const gets = ({ method, url }: ReceivedRequest): boolean => method === 'GET' && !url.includes('restype');
const createsContainer = ({ method, url }: ReceivedRequest): boolean =>
  method === 'PUT' && url.includes('restype=container');
/** Returns an error in Blob Storage's format. */
export const blobError = (status: number, code: string, message = `${code} it is.`): Answer => ({
  status,
  headers: { 'x-ms-error-code': code, 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

const blobRow = (
  fault: string,
  spoil: FaultRow['spoil'],
  once: Outcome | null,
  says: string,
  more: Partial<FaultRow> = {},
  ledger: LedgerState = 'due',
): FaultRow => ({
  on: 'Blob Storage',
  fault,
  spoil,
  once,
  always: fails(says, ledger),
  at: 'files put',
  hits: puts,
  ...more,
});

/** Faults of Blob Storage during a report. */
export const blobFaults: readonly FaultRow[] = [
  blobRow('503 ServerBusy', () => blobError(503, 'ServerBusy'), recovers(null, 'sent'), 'ServerBusy it is.'),
  blobRow(
    '409, another client is writing the blob',
    () => blobError(409, 'BlobBeingRehydrated'),
    fails('BlobBeingRehydrated it is.', 'due'),
    'BlobBeingRehydrated it is.',
  ),
  blobRow(
    '400 whose body contains keys and typed text: neither appears in a message',
    (_, secrets) => blobError(400, 'InvalidInput', indiscreet(secrets)),
    fails('Refused: AccountName=a;[removed];', 'due'),
    'Refused: AccountName=a;[removed];',
  ),
  blobRow('reset before it arrived', () => 'reset', recovers(null, 'sent'), 'ECONNRESET'),
  blobRow('stored, but the response is lost', () => 'lost', recovers(null, 'sent'), 'ECONNRESET'),
  blobRow('no answer', () => 'hang', fails('did not answer within', 'due'), 'did not answer within', {
    isSilent: true,
  }),
  blobRow('reset in the body', () => 'truncate', fails('aborted', 'due'), 'aborted', {
    at: 'files read',
    hits: gets,
  }),
  blobRow(
    '403, the role ends at the container and may not create it',
    () => blobError(403, 'AuthorizationPermissionMismatch'),
    recovers(null, 'sent'),
    '',
    { at: 'creation of the container', hits: createsContainer, always: recovers(null, 'sent') },
  ),
  blobRow(
    '403, no role',
    () => blobError(403, 'AuthorizationPermissionMismatch'),
    // The first request creates the container, which already exists.
    recovers(null, 'sent'),
    'Give the identity the role "Storage Blob Data Contributor" on the account',
    { at: 'every request', hits: () => true },
  ),
];
