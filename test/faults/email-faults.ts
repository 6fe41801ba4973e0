import type { Answer, Fault, ReceivedRequest } from '../../local/loopback-server';
import { fails, indiscreet, json, recovers, type FaultRow, type Outcome } from './fault-row';

const posts = ({ method }: ReceivedRequest): boolean => method === 'POST';
const polls = ({ method }: ReceivedRequest): boolean => method === 'GET';

const no = (status: number, headers: Record<string, string> = {}): Answer =>
  json(status, { error: { code: 'Denied', message: 'The service says no.' } }, headers);

/** Returns the true response with another status of the operation. */
const status =
  (text: string): Fault =>
  (truth) => ({
    ...truth,
    body: { ...(truth.body as object), status: text, error: null },
  });

const row = (
  fault: string,
  spoil: FaultRow['spoil'],
  once: Outcome | null,
  always: Outcome | null,
  more: Partial<FaultRow> = {},
): FaultRow => ({ on: 'Email', fault, spoil, once, always, at: 'the sending', hits: posts, ...more });

const sent = recovers(null, 'sent');
const ofPolls = { at: 'the status', hits: polls };
const refused = (words: string): Outcome => fails(words, 'sending');

/** Faults of the mail service during a report. */
export const emailFaults: readonly FaultRow[] = [
  row('400', () => no(400), refused('is verified and linked'), refused('is verified and linked')),
  row(
    '400 whose body contains keys and typed text: neither appears in a message',
    (_, secrets) => json(400, { error: { code: 'Denied', message: indiscreet(secrets) } }),
    refused('(HTTP 400): Refused: AccountName=a;[removed];'),
    refused('(HTTP 400): Refused: AccountName=a;[removed];'),
  ),
  row(
    '401',
    () => no(401),
    refused('Give the identity the role "Communication and Email Service Owner"'),
    refused('Give the identity the role "Communication and Email Service Owner"'),
  ),
  row(
    '404, the domain is not linked',
    () => no(404),
    refused('is verified and linked'),
    refused('is verified and linked'),
  ),
  row(
    '413',
    () => no(413),
    refused('The mail is larger than the 10 MB that the service takes.'),
    refused('The mail is larger than the 10 MB that the service takes.'),
  ),
  row('429 with `Retry-After`', () => no(429, { 'retry-after': '1' }), sent, null),
  row('429 without `Retry-After`', () => no(429), sent, refused('The service says no.')),
  row(
    '429 that asks for a day',
    () => no(429, { 'retry-after': '86400' }),
    sent,
    refused('The service says no.'),
  ),
  row('500', () => no(500), sent, refused('The mail could not be sent: The service says no.')),
  row(
    '502 with HTML',
    () => ({ status: 502, body: '<html>Bad gateway' }),
    sent,
    refused('The mail could not be sent'),
  ),
  row('504', () => no(504), sent, refused('The service says no.')),
  row(
    '503 that asks for a day',
    () => no(503, { 'retry-after': '86400' }),
    sent,
    refused('The service says no.'),
  ),
  row('reset before it arrived', () => 'reset', sent, refused('The mail could not be sent')),
  row('accepted, but the response is lost', () => 'lost', sent, refused('The mail could not be sent')),
  row(
    'accepted, but the connection resets in the response',
    () => 'truncate',
    sent,
    refused('The mail could not be sent'),
  ),
  row('no answer', () => 'hang', sent, refused('did not answer within'), { isSilent: true }),
  row(
    'a status address on another host: never requested, never given a token',
    () => (truth) => ({
      ...truth,
      headers: { ...truth.headers, 'operation-location': 'https://evil.example/emails/operations/1' },
    }),
    refused('another host (evil.example); it was not followed.'),
    refused('another host (evil.example); it was not followed.'),
  ),
  row(
    'accepted, without a status address',
    () =>
      ({ status, body }) => ({ status, body }),
    refused('did not say whether the mail was sent'),
    null,
  ),
  row('503', () => no(503), sent, refused('The service says no.'), ofPolls),
  row('reset', () => 'reset', sent, refused('The mail could not be sent'), ofPolls),
  row(
    'Running for ever',
    () => status('Running'),
    sent,
    refused('took the mail but did not finish with it'),
    ofPolls,
  ),
  row(
    '200 with an unknown status',
    () => json(200, { status: 'succeeded' }),
    refused('did not say whether the mail was sent (status "succeeded")'),
    refused('did not say whether the mail was sent (status "succeeded")'),
    ofPolls,
  ),
  row(
    '200 without a status',
    () => json(200, {}),
    refused('did not say whether the mail was sent (status null)'),
    refused('did not say whether the mail was sent (status null)'),
    ofPolls,
  ),
  row(
    'Failed',
    () => status('Failed'),
    fails('the next run sends it again', 'failed'),
    fails('the next run sends it again', 'failed'),
    ofPolls,
  ),
  row(
    'Canceled',
    () => status('Canceled'),
    fails('the next run sends it again', 'failed'),
    fails('the next run sends it again', 'failed'),
    ofPolls,
  ),
];
