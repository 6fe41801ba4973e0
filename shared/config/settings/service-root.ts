import * as z from 'zod';

/** Returns whether a URL leads to this machine. */
export function isLoopback(url: URL): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}

/** A root URL without path, query or credentials. http is accepted only for this machine. Yields the origin. */
export const serviceRoot = z
  .string()
  .trim()
  .transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || !/^https?:$/.test(url.protocol)) {
      context.addIssue('is not an https URL');
    } else if (url.protocol === 'http:' && !isLoopback(url)) {
      context.addIssue('is http, which is accepted only for 127.0.0.1 and localhost; use https');
    } else if (url.username || url.password || url.pathname !== '/' || /[?#]/.test(text)) {
      context.addIssue('must be a plain root URL, without user, path, query or fragment');
    }
    return url === null ? text : url.origin;
  });
