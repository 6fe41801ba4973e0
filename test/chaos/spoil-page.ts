import { invalidFilter, invalidSkipToken } from '../../local/graph/graph-errors';
import { writeSkipToken } from '../../local/graph/skip-token';
import type { Answer } from '../../local/loopback-server';

/**
 * Returns Graph's response with a fault; null if the fault does not apply to the request.
 * @param url the full URL of the request
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

/** Links to the original first page. */
const fromTheStart = writeSkipToken({ after: null, page: 1 });

/** Returns an empty page with a link to the original first page. */
const emptyPage = (url: string): Answer => ({
  status: 200,
  body: { value: [], '@odata.nextLink': `${url}&$skiptoken=${fromTheStart}` },
});

/** Returns the body of a response as text. */
export const textOf = ({ body }: Answer): string =>
  typeof body === 'string' ? body : JSON.stringify(body ?? {});

const changed =
  (change: (value: readonly unknown[]) => unknown[]) =>
  (truth: Answer): Answer => {
    if (truth.status !== 200) return truth;
    const page = JSON.parse(textOf(truth)) as { value: unknown[] };
    return { ...truth, body: { ...page, value: change(page.value) } };
  };
