import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { isLoopback } from './service-root';
import { capital } from '../../text/capital';
import { shown } from '../shown';

/** A storage account of Azure: a connection string, or service URIs used with an identity. */
export type AzureAccount =
  | { readonly connectionString: string }
  | { readonly tableUri: string; readonly blobUri: string };

/** Where the audit data is stored: a storage account, or a folder of this machine. */
export type StorageAccount = AzureAccount | { readonly folder: string };

const tableRoot = /TableEndpoint=https?:\/\/[^;]/i;
const blobRoot = /BlobEndpoint=https?:\/\/[^;]/i;

/** The forms of a connection string that the SDKs accept: all parts of one of these. */
const forms = [
  [/UseDevelopmentStorage=true/i],
  [/DefaultEndpointsProtocol=https?(;|$)/i, /AccountName=[^;]/i, /AccountKey=[^;]/i, /EndpointSuffix=[^;]/i],
  [/DefaultEndpointsProtocol=https?(;|$)/i, /AccountName=[^;]/i, /AccountKey=[^;]/i, tableRoot, blobRoot],
  [/SharedAccessSignature=[^;]/i, tableRoot, blobRoot],
];

/** A storage connection string. http is accepted only for this machine. */
export const storageConnection = z.string().transform((text, context): AzureAccount => {
  const isComplete = forms.some((parts) => parts.every((part) => part.test(text)));
  if (!isComplete || /[^!-~]/.test(text)) {
    context.addIssue('is not a storage connection string');
    return z.NEVER;
  }
  const plain = plainHttp(text);
  if (plain !== null)
    context.addIssue(
      `leads to ${shown(plain)} without TLS, which is accepted only for 127.0.0.1 and localhost; use https`,
    );
  for (const service of ['table', 'blob'] as const) {
    const [, uri = ''] = new RegExp(`(?:^|;)${service}Endpoint=([^;]+)`, 'i').exec(text) ?? [];
    const problem = otherService(uri, service);
    if (problem !== null) context.addIssue(`has a ${capital(service)}Endpoint that ${problem}`);
  }
  return { connectionString: text };
});

/** A storage connection string, or `file:FOLDER` for a folder of this machine, absolute or relative to the working folder. */
export const storageLocation = z.string().transform((text, context): StorageAccount => {
  if (/^["']/.test(text)) {
    context.addIssue('begins with a quotation mark: write it without quotes');
    return z.NEVER;
  }
  if (!/^file:/i.test(text)) {
    const { data, error } = storageConnection.safeParse(text);
    for (const { message } of error?.issues ?? []) context.addIssue(message);
    return data ?? z.NEVER;
  }
  const folder = folderOf(text);
  if (folder === '') context.addIssue('names no folder');
  if (/^["']/.test(folder)) context.addIssue('has quotes around the folder: write it without them');
  // A shell expands ~ at the start of a word only, and this program never does.
  if (folder.startsWith('~')) context.addIssue('begins with "~": write the whole path');
  const wrong = unexpandedPart(folder);
  if (wrong !== null) context.addIssue(wrong);
  return { folder };
});

/**
 * Returns what a folder still holds that only a shell or a setting understands, as the end of a sentence; null for a
 * plain path. The folder would be created under that name.
 */
export function unexpandedPart(folder: string): string | null {
  if (/^file:/i.test(folder)) return 'has "file:" before the folder twice: write it once';
  const [variable] = /\$\{?[A-Za-z_]\w*\}?|%[A-Za-z_]\w*%/.exec(folder) ?? [];
  return variable === undefined
    ? null
    : `holds ${shown(variable)}, which nothing replaces here: write the whole path`;
}

/** The folder of `file:FOLDER`, also written as a URL: `file:///home/anna/pim-report`. */
function folderOf(text: string): string {
  const folder = text.slice('file:'.length).trim();
  if (!folder.startsWith('//')) return folder;
  try {
    return fileURLToPath(text);
  } catch {
    return '';
  }
}

/** Returns the first endpoint of a connection string that uses http to another machine, or null if all endpoints are safe. */
function plainHttp(connectionString: string): string | null {
  const roots = connectionString.match(/http:\/\/[^;]*/gi) ?? [];
  const remote = roots.find((root) => !URL.canParse(root) || !isLoopback(new URL(root)));
  if (remote !== undefined) return remote;
  const derivesRoots = /DefaultEndpointsProtocol=http(;|$)/i.test(connectionString);
  const namesBoth = tableRoot.test(connectionString) && blobRoot.test(connectionString);
  return derivesRoots && !namesBoth ? 'http' : null;
}

/** A service of a storage account that the app uses. */
type StorageService = 'table' | 'blob';

/**
 * Returns what is wrong with the host of a service's endpoint, as the end of a sentence; null if nothing is, or if the host
 * does not name a service: it may be one of your own. Microsoft's clouds and private links name the service in the host:
 * `contoso.blob.core.windows.net`, `contoso.z01.blob.storage.azure.net`.
 */
function otherService(uri: string, wanted: StorageService): string | null {
  const host = URL.canParse(uri) ? new URL(uri).hostname : '';
  const [, named] = /\.(table|blob|queue|file|dfs|web)\.(?:core\.|storage\.azure\.net$)/.exec(host) ?? [];
  return named === undefined || named === wanted
    ? null
    : `leads to the ${named} service (${host}), not to the ${wanted} service`;
}

/** A service URI that is used with an identity: one with a user or a signature belongs somewhere else. */
export const storageServiceUri = (service: StorageService) =>
  z
    .string()
    .refine((text) => {
      const url = URL.canParse(text) ? new URL(text) : null;
      return url?.protocol === 'https:' && !url.username && !url.password && !/[?#]/.test(text);
    }, 'is not an https URL without user and query')
    .superRefine((text, context) => {
      const problem = otherService(text, service);
      if (problem !== null) context.addIssue(problem);
    })
    // One look at each slash, however many there are.
    .transform((text) => text.replace(/(?<!\/)\/+$/, ''));
