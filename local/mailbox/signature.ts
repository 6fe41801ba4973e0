import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { ReceivedRequest } from '../loopback-server';

/**
 * Returns whether a request is signed with an access key as Azure Communication Services requires: HMAC-SHA256 over
 * method, path with query, and the signed headers, which include the SHA-256 of the body.
 */
export function isSignedWith(accessKey: string, request: ReceivedRequest): boolean {
  const authorization = request.headers.authorization ?? '';
  const [, names, signature] = /^HMAC-SHA256 SignedHeaders=([^&]+)&Signature=(.+)$/.exec(authorization) ?? [];
  if (names === undefined || signature === undefined) return false;
  const bodyHash = createHash('sha256').update(request.body).digest('base64');
  if (request.headers['x-ms-content-sha256'] !== bodyHash) return false;

  const values = names.split(';').map((name) => request.headers[name.toLowerCase()] ?? '');
  const text = [request.method.toUpperCase(), request.url, values.join(';')].join('\n');
  const expected = createHmac('sha256', Buffer.from(accessKey, 'base64')).update(text).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
