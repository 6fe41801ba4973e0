/** A request of the pipeline to one of the services that it depends on. */
export interface Call {
  readonly service: 'tables' | 'blobs' | 'graph' | 'mail';
  readonly method: string;
  readonly url: string;
  readonly body: Buffer;
}

/** What a request is for, in the words of the architecture. What only reads storage is a `look`. */
export function kindOf({ service, method, url, body }: Call): string {
  const { pathname, searchParams } = new URL(url, 'http://x');
  if (service === 'graph') return 'page of Graph';
  if (service === 'mail') return method === 'POST' ? 'mail posted' : 'mail polled';
  if (service === 'blobs') {
    if (method !== 'PUT') return 'look into the archive';
    return searchParams.get('restype') === 'container' ? 'container made' : 'file archived';
  }
  if (pathname.endsWith('/$batch')) return batchKind(body.toString());
  if (method === 'GET') return 'look into a table';
  if (pathname.endsWith('/Tables')) return 'table made';
  return method === 'POST' ? 'delivery begun in its ledger' : 'delivery changed in its ledger';
}

function batchKind(text: string): string {
  const table = /\/(PimAuditEvents|CollectionDays)\(/.exec(text)?.[1];
  if (table === undefined) throw new Error(`A batch of no known table: ${text.slice(0, 400)}`);
  if (table === 'CollectionDays') return 'days written to their ledger';
  return /^DELETE /m.test(text) ? 'events purged' : 'events stored';
}

/** Every kind of request that leaves something behind, or that a process can die in the middle of its work at. */
export const steps = [
  'table made',
  'page of Graph',
  'events stored',
  'days written to their ledger',
  'events purged',
  'container made',
  'file archived',
  'delivery begun in its ledger',
  'mail posted',
  'mail polled',
  'delivery changed in its ledger',
] as const;
