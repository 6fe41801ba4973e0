import { invalidFilter, invalidSkipToken } from '../../local/graph/graph-errors';
import { writeSkipToken } from '../../local/graph/skip-token';
import type { Answer } from '../../local/loopback-server';

/**
 * Returns a spoilt response of Graph.
 * @param url the whole address that was asked for
 */
export function spoilPage(kind: string, url: string): Answer | ((truth: Answer) => Answer) | null {
  switch (kind) {
    case '500':
    case '503':
    case '504':
      return { status: Number(kind) };
    case '502':
      return { status: 502, body: '<html><h1>Bad Gateway</h1></html>' };
    case '429':
      return { status: 429, headers: { 'retry-after': '0' } };
    case 'next-day':
      return { status: 429, headers: { 'retry-after': '86400' } };
    case 'long-ago':
      return { status: 429, headers: { 'retry-after': 'Mon, 02 Nov 2026 00:00:00 GMT' } };
    case 'html':
      return { status: 200, body: '<html>' };
    case 'half':
      return (truth) => ({ ...truth, body: textOf(truth).slice(0, -5) });
    case 'no-value':
      return { status: 200, body: '{}' };
    case 'circle':
      return { status: 200, body: { value: [], '@odata.nextLink': url } };
    case 'foreign':
      return { status: 200, body: { value: [], '@odata.nextLink': 'https://evil.example/v1.0/x' } };
    case 'empty':
      return url.includes('skiptoken') ? null : emptyPage(url);
    case 'no-filter':
      return invalidFilter();
    case 'expired':
      return url.includes('skiptoken') ? invalidSkipToken() : null;
    case 'forbidden':
      return { status: 403, body: { error: { code: 'Denied', message: 'No.' } } };
    case 'twice':
      return changed((value) => [...value, ...value]);
    case 'reversed':
      return changed((value) => [...value].reverse());
    default:
      return null;
  }
}

/** Leads to what the first page would have been. */
const fromTheStart = writeSkipToken({ after: null, page: 1 });

/** A page of nothing, and a link to where the query begins. */
const emptyPage = (url: string): Answer => ({
  status: 200,
  body: { value: [], '@odata.nextLink': `${url}&$skiptoken=${fromTheStart}` },
});

/** An answer's body as it goes over the wire. */
export const textOf = ({ body }: Answer): string =>
  typeof body === 'string' ? body : JSON.stringify(body ?? {});

const changed =
  (change: (value: readonly unknown[]) => unknown[]) =>
  (truth: Answer): Answer => {
    if (truth.status !== 200) return truth;
    const page = JSON.parse(textOf(truth)) as { value: unknown[] };
    return { ...truth, body: { ...page, value: change(page.value) } };
  };
