import { isLoopback } from './fields';
import { shown } from './setting-problem';
import type { StorageAccount } from './settings';

type Environment = Readonly<Record<string, string | undefined>>;

const tableRoot = /TableEndpoint=https?:\/\/[^;]/i;
const blobRoot = /BlobEndpoint=https?:\/\/[^;]/i;
/** What the SDKs ask of a connection string, each way of writing it: all parts of one of these. */
const shapes = [
  [/UseDevelopmentStorage=true/i],
  [/DefaultEndpointsProtocol=https?(;|$)/i, /AccountName=[^;]/i, /AccountKey=[^;]/i, /EndpointSuffix=[^;]/i],
  [/DefaultEndpointsProtocol=https?(;|$)/i, /AccountName=[^;]/i, /AccountKey=[^;]/i, tableRoot, blobRoot],
  [/SharedAccessSignature=[^;]/i, tableRoot, blobRoot],
];

/**
 * Where the audit data live: `AUDIT_STORAGE`, else its service URIs, else the host's own storage. Problems are
 * pushed to the list, without the secret that a connection string holds.
 */
export function storageAccount(environment: Environment, problems: string[]): StorageAccount | null {
  const text = (name: string): string => environment[name]?.trim() ?? '';
  const [tableUri, blobUri] = [text('AUDIT_STORAGE__tableServiceUri'), text('AUDIT_STORAGE__blobServiceUri')];
  const own = text('AUDIT_STORAGE');
  if (own === '' && (tableUri !== '' || blobUri !== '')) return serviceUris(tableUri, blobUri, problems);
  const name = own === '' ? 'AzureWebJobsStorage' : 'AUDIT_STORAGE';
  const connectionString = text(name);
  if (connectionString === '') {
    problems.push(
      'AUDIT_STORAGE is not set, nor is AzureWebJobsStorage: there is nowhere to keep the events. Set a connection ' +
        'string, or AUDIT_STORAGE__tableServiceUri and AUDIT_STORAGE__blobServiceUri for the managed identity, ' +
        'e.g. https://contosoaudit.table.core.windows.net.',
    );
    return null;
  }
  const isWhole = shapes.some((parts) => parts.every((part) => part.test(connectionString)));
  if (!isWhole || /[^!-~]/.test(connectionString)) {
    problems.push(
      `${name} holds ${connectionString.length} characters that are not a storage connection string. ` +
        'Example: DefaultEndpointsProtocol=https;AccountName=contosoaudit;AccountKey=…;EndpointSuffix=core.windows.net',
    );
    return null;
  }
  const plain = withoutTls(connectionString);
  if (plain !== null) {
    problems.push(
      `${name} leads to ${shown(plain)} without TLS, which is accepted only for 127.0.0.1 and localhost; use https. ` +
        'Example: DefaultEndpointsProtocol=https;AccountName=contosoaudit;AccountKey=…;EndpointSuffix=core.windows.net',
    );
    return null;
  }
  return { connectionString };
}

/** Where a connection string leads off this machine without TLS; null where it does not. */
function withoutTls(connectionString: string): string | null {
  const roots = connectionString.match(/http:\/\/[^;]*/gi) ?? [];
  const foreign = roots.find((root) => !URL.canParse(root) || !isLoopback(new URL(root)));
  if (foreign !== undefined) return foreign;
  const derivesRoots = /DefaultEndpointsProtocol=http(;|$)/i.test(connectionString);
  const namesBoth = tableRoot.test(connectionString) && blobRoot.test(connectionString);
  return derivesRoots && !namesBoth ? 'http' : null;
}

function serviceUris(tableUri: string, blobUri: string, problems: string[]): StorageAccount | null {
  const uris = { AUDIT_STORAGE__tableServiceUri: tableUri, AUDIT_STORAGE__blobServiceUri: blobUri };
  const bad = Object.entries(uris).filter(([, uri]) => !isServiceUri(uri));
  for (const [name, uri] of bad) {
    const kind = name.includes('table') ? 'table' : 'blob';
    problems.push(
      `${name}: ${uri === '' ? 'is not set, but the other service URI is' : `${shown(uri)} is not an https URL without user and query`}. ` +
        `Example: https://contosoaudit.${kind}.core.windows.net`,
    );
  }
  return bad.length === 0
    ? { tableUri: withoutLastSlashes(tableUri), blobUri: withoutLastSlashes(blobUri) }
    : null;
}

/** Looks at each slash once, whatever stands behind many of them. */
const withoutLastSlashes = (uri: string): string => uri.replace(/(?<!\/)\/+$/, '');

/** The identity is the only key: a URI that carries another one (a user, a signature) was meant for elsewhere. */
function isServiceUri(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === 'https:' && !url.username && !url.password && !/[?#]/.test(text);
}
