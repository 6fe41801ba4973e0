/** A request of the pipeline to one of the services that it depends on. */
export interface Call {
  readonly service: 'tables' | 'blobs' | 'graph' | 'mail';
  readonly method: string;
  readonly url: string;
  readonly body: Buffer;
}

/** Returns the purpose of a request, in the terms of the architecture. A read of storage is a `look`. */
export function kindOf(call: Call): string {
  const { service, method, url } = call;
  if (service === 'graph') return 'page of Graph';
  if (service === 'mail' && method === 'GET') return 'mail polled';
  if (service === 'mail') return `${thingOf(call)} posted`;
  const { pathname, searchParams } = new URL(url, 'http://x');
  if (service === 'blobs') {
    if (method !== 'PUT') return 'look into the archive';
    if (searchParams.get('restype') === 'container') return 'container made';
    if (pathname.includes('/pim-access/')) return 'snapshot stored';
    const part = pathname.endsWith('-mail.json')
      ? ''
      : pathname.endsWith('-link.json')
        ? "'s link"
        : "'s file";
    return `${thingOf(call)}${part} archived`;
  }
  if (pathname.endsWith('/$batch')) return batchKind(call.body.toString());
  if (method === 'GET') return 'look into a table';
  if (pathname.endsWith('/Tables')) return 'table made';
  if (pathname.includes('/AccessSnapshots')) return 'snapshot written to its ledger';
  return `${thingOf(call)} ${deliveryKind(call)} in its ledger`;
}

/** Recognizes a correction: a mail by its subject, a file by its path, a row by its key. */
const thingOf = ({ url, body, service }: Call): 'mail' | 'correction' => {
  const said = service === 'blobs' ? url : `${decodeURIComponent(url)} ${body.toString()}`;
  return /-correction-1|"subject":"Correction: /.test(said) ? 'correction' : 'mail';
};

/** Returns the state that a row of a week gets: due before its mail is made, then sending, then sent. */
function deliveryKind({ method, body }: Call): string {
  const [, state = ''] = /"state":"([a-z]+)"/.exec(body.toString()) ?? [];
  if (method === 'POST') return state === 'due' ? 'owed' : 'begun';
  return state === 'sent' ? 'closed' : 'changed';
}

function batchKind(text: string): string {
  const table = /\/(PimAuditEvents|CollectionDays)\(/.exec(text)?.[1];
  if (table === undefined) throw new Error(`A batch of no known table: ${text.slice(0, 400)}`);
  if (table === 'CollectionDays') return 'days written to their ledger';
  return /^DELETE /m.test(text) ? 'events purged' : 'events stored';
}

/**
 * Kinds of requests that change something, or that a process can die at. Without the requests of a snapshot: the claim
 * of a killed run is valid for five minutes, and all these runs have the same time.
 */
export const steps = [
  'table made',
  'page of Graph',
  'events stored',
  'days written to their ledger',
  'events purged',
  'container made',
  'mail owed in its ledger',
  'mail archived',
  "mail's file archived",
  "mail's link archived",
  'mail changed in its ledger',
  'mail posted',
  'mail polled',
  'mail closed in its ledger',
  'correction archived',
  "correction's file archived",
  "correction's link archived",
  'correction begun in its ledger',
  'correction posted',
  'correction closed in its ledger',
] as const;
