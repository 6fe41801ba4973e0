import type { Answer, Fault, ReceivedRequest } from '../../local/loopback-server';
import type { Dependency } from '../faults/fault-row';
import { blobError, tableError } from '../faults/storage-faults';
import type { FaultPlan } from './fault-plan';
import type { Service } from './scenario';
import { spoilPage } from './spoil-page';

/** Which port's request it is. */
function serviceOf(on: Dependency, { url, body }: ReceivedRequest): Service {
  if (on === 'Microsoft Graph') return 'graph';
  if (on === 'Blob Storage') return 'archive';
  if (on === 'Email') return 'mail';
  const text = `${url} ${body.toString()}`;
  return text.includes('ReportRuns') ? 'runs' : text.includes('CollectionDays') ? 'ledger' : 'store';
}

/**
 * What becomes of a request as the plan says, in what a server can do: a port's failure is one that the SDK gives up
 * on or mends by itself, as often as it comes. `givenUp` holds the operations that the mail service gives up.
 */
export function realFault(
  on: Dependency,
  request: ReceivedRequest,
  plan: FaultPlan,
  givenUp: Set<string>,
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
    case 'refused':
      return { status: 400, body: { error: { code: 'Denied', message: 'The service says no.' } } };
    case 'given-up':
      givenUp.add((request.headers['operation-id'] ?? '').toLowerCase());
      return undefined;
    default:
      if (service !== 'graph') return 'truncate';
      return spoilPage(kind, `http://${request.headers.host ?? ''}${request.url}`) ?? undefined;
  }
}

/** A mail that was given up once stays so. */
function statusOf({ url }: ReceivedRequest, givenUp: ReadonlySet<string>): Fault | undefined {
  if (![...givenUp].some((id) => url.toLowerCase().includes(id))) return undefined;
  return (truth: Answer): Answer =>
    truth.status === 200 ? { ...truth, body: { ...(truth.body as object), status: 'Failed' } } : truth;
}
