import { gunzipSync } from 'node:zlib';
import { tokenProblem } from '../bearer-token';
import {
  startLoopbackServer,
  type Answer,
  type LoopbackServer,
  type ReceivedRequest,
  type ServerCertificate,
} from '../loopback-server';
import type { ReceiverOptions } from './teams-receiver';

/** A running endpoint of the Logs Ingestion API. */
export interface IngestionReceiver extends LoopbackServer {
  readonly rule: string;
  readonly stream: string;
  /** Rows of the table. Properties that the stream does not declare are dropped, as the service does. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export interface IngestionOptions extends ReceiverOptions {
  /** Makes it an https server, which asks for a token of Azure Monitor. */
  readonly tls?: ServerCertificate | undefined;
}

const rule = 'dcr-00000000000000000000000000000000';
const stream = 'Custom-PimReportAlerts';
/** What the data collection rule of the template declares. */
const columns = [
  'TimeGenerated',
  'FindingKey',
  'Rule',
  'Severity',
  'Sentence',
  'PrincipalId',
  'PrincipalName',
  'PrincipalUpn',
  'RoleId',
  'RoleName',
  'ScopeId',
  'ScopeName',
  'InitiatorName',
  'At',
  'SeenAt',
  'Organization',
  'TenantId',
  'EventIds',
];
/** What one call may hold, uncompressed. Source: "Azure Monitor service limits", Logs Ingestion API. */
const maxBytes = 1024 * 1024;
const audience = 'https://monitor.azure.com';

/** Starts a server on 127.0.0.1 that speaks the Logs Ingestion API of Azure Monitor: 204, or an error in its words. */
export async function startIngestionReceiver(options: IngestionOptions = {}): Promise<IngestionReceiver> {
  const clock = options.clock ?? (() => new Date());
  const rows: Record<string, unknown>[] = [];

  function answer(request: ReceivedRequest): Answer {
    const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
    const problem = options.tls && tokenProblem(request.headers.authorization, audience, clock());
    if (problem) return failure(401, 'InvalidToken', problem);
    if (!searchParams.has('api-version'))
      return failure(400, 'MissingApiVersionParameter', 'No api-version.');
    const [, named, declared] = /^\/dataCollectionRules\/([^/]+)\/streams\/([^/]+)$/.exec(pathname) ?? [];
    if (request.method !== 'POST' || named !== rule)
      return failure(404, 'NotFound', `Data collection rule with immutable Id '${named ?? ''}' not found.`);
    if (declared !== stream)
      return failure(400, 'InvalidStream', `Stream: ${declared ?? ''} was not found in the rule.`);
    const body = unzipped(request);
    if (body.length > maxBytes)
      return failure(413, 'ContentLengthLimitExceeded', 'The content is larger than 1 MB.');
    const records = recordsOf(body);
    if (records === null) return failure(400, 'InvalidPayload', 'The body is not a JSON array of objects.');
    rows.push(...records.map(declaredOnly));
    return { status: 204 };
  }

  const server = await startLoopbackServer({ clock, answer, faults: options.faults, tls: options.tls });
  return { ...server, rule, stream, rows };
}

const failure = (status: number, code: string, message: string): Answer => ({
  status,
  headers: { 'x-ms-error-code': code },
  body: { error: { code, message } },
});

const unzipped = ({ headers, body }: ReceivedRequest): Buffer =>
  headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;

function recordsOf(body: Buffer): Record<string, unknown>[] | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    const isList = Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null);
    return isList ? (value as Record<string, unknown>[]) : null;
  } catch {
    return null;
  }
}

const declaredOnly = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => columns.includes(name)));
