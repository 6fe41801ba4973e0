import type { Answer, Fault, ReceivedRequest } from '../../local/loopback-server';
import type { UtcDay } from '../../shared/domain/time/utc-day';

/** Services that the pipeline uses. */
export const dependencies = ['Microsoft Graph', 'Table Storage', 'Blob Storage', 'Email'] as const;
export type Dependency = (typeof dependencies)[number];

/**
 * What a run leaves in the ledger of its job: the state of the days after a collection, the state of the mail's row
 * after a report.
 */
export type LedgerState =
  | 'every day complete'
  | 'days left open'
  | 'days lost'
  | 'not written'
  | 'due'
  | 'sent'
  | 'sending'
  | 'failed';

/** Outcome of a run. */
export interface Outcome {
  readonly run: 'ends well' | 'fails';
  readonly ledger: LedgerState;
  /** Exact part of the error message if the run fails, otherwise of the log; null if nothing is logged. */
  readonly says: string | null;
}

/** Secrets that an answer may contain and that no output may show. */
export interface Secrets {
  /** The key of the storage. */
  readonly accountKey: string;
  /** The key of the mail service. */
  readonly accessKey: string;
  /** Sensitive text that a person typed into the wrong field. */
  readonly typed: string;
}

/** Row of the table: a fault of one dependency, and the outcomes if it hits once and if it hits every time. */
export interface FaultRow {
  readonly on: Dependency;
  /** The fault in a few words. */
  readonly fault: string;
  /** Describes the requests that it hits; by default every request. */
  readonly at?: string;
  readonly hits?: (request: ReceivedRequest) => boolean;
  readonly spoil: (request: ReceivedRequest, secrets: Secrets) => Fault;
  /** Behaviour for requests that the fault does not hit; by default they get the true response. */
  readonly others?: (request: ReceivedRequest) => Fault | undefined;
  /** Whether the service does not answer: only then are time limits short. */
  readonly isSilent?: true;
  readonly once: Outcome | null;
  readonly always: Outcome | null;
  /** Days that the ledger records as lost; all others are complete. */
  readonly lost?: readonly UtcDay[];
}

/** Outcome of a run that recovers: nothing is missing, and nobody is alerted. */
export const recovers = (says: string | null, ledger: LedgerState = 'every day complete'): Outcome => ({
  run: 'ends well',
  ledger,
  says,
});

/** Outcome of a run that fails and keeps the data that it has. */
export const fails = (says: string, ledger: LedgerState = 'days left open'): Outcome => ({
  run: 'fails',
  ledger,
  says,
});

/** Text of an error that contains secrets. */
export const indiscreet = ({ accountKey, accessKey, typed }: Secrets): string =>
  `Refused: AccountName=a;AccountKey=${accountKey};endpoint=https://a.example/;accesskey=${accessKey};password=${typed}.`;

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { date: 'Mon, 23 Nov 2026 07:00:00 GMT', ...headers },
  body,
});
