import type { Answer, Fault, ReceivedRequest } from '../../local/loopback-server';
import type { Dependency } from '../faults/fault-row';
import { blobError, fallenBatch, tableError } from '../faults/storage-faults';
import type { FaultPlan } from './fault-plan';
import type { Service } from './scenario';
import { spoilPage } from './spoil-page';

/** Outcomes of mails that are given up, by operation id. */
export type GivenUp = Map<string, 'given-up' | 'canceled'>;

/** Returns the port that sent a request. */
function serviceOf(on: Dependency, { url, body }: ReceivedRequest): Service {
  if (on === 'Microsoft Graph') return 'graph';
  if (on === 'Blob Storage') return 'archive';
  if (on === 'Email') return 'mail';
  const text = `${url} ${body.toString()}`;
  return text.includes('ReportRuns') ? 'runs' : text.includes('CollectionDays') ? 'ledger' : 'store';
}

/**
 * Turns the plan's fault into the behaviour of a server. The SDK may retry and recover; if the fault lasts longer, the
 * port fails. `givenUp` has the outcome of each operation that the mail service gives up.
 */
export function realFault(
  on: Dependency,
  request: ReceivedRequest,
  plan: FaultPlan,
  givenUp: GivenUp,
): Fault | undefined {
  const service = serviceOf(on, request);
  if (service === 'mail' && request.method === 'GET') return statusOf(request, givenUp);
  const kind = plan.next(service);
  switch (kind) {
    case null:
      return undefined;
    case 'hang':
    case 'reset':
    case 'lost':
      return kind;
    case 'repeated':
      return 'lost';
    case 'fails':
      return service === 'archive'
        ? blobError(503, 'ServerBusy')
        : tableError(503, 'ServerBusy', 'The server is busy.');
    case 'fallen':
      return request.url.includes('$batch')
        ? fallenBatch(409, 'EntityAlreadyExists')
        : tableError(503, 'ServerBusy', 'The server is busy.');
    case 'throttled':
      return service === 'mail' ? noMail(429) : tableError(429, 'TooManyRequests', 'Slow down.');
    case 'refused':
      return noMail(400);
    case 'too-large':
      return noMail(413);
    case 'busy':
      return noMail(503);
    case 'given-up':
    case 'canceled':
      givenUp.set((request.headers['operation-id'] ?? '').toLowerCase(), kind);
      return undefined;
    default:
      if (service !== 'graph') return 'truncate';
      return spoilPage(kind, `http://${request.headers.host ?? ''}${request.url}`) ?? undefined;
  }
}

const noMail = (status: number): Answer => ({
  status,
  body: { error: { code: 'Denied', message: 'The service says no.' } },
});

/** Returns the status of a mail operation; one that was given up stays so. */
function statusOf({ url }: ReceivedRequest, givenUp: GivenUp): Fault | undefined {
  const [, kind] = [...givenUp].find(([id]) => url.toLowerCase().includes(id)) ?? [];
  if (kind === undefined) return undefined;
  const status = kind === 'canceled' ? 'Canceled' : 'Failed';
  return (truth: Answer): Answer =>
    truth.status === 200 ? { ...truth, body: { ...(truth.body as object), status } } : truth;
}
