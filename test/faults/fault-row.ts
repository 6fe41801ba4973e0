import type { Answer, Fault, ReceivedRequest } from '../../local/loopback-server';
import type { UtcDay } from '../../shared/domain/time/utc-day';

/** The services that the pipeline depends on. */
export const dependencies = ['Microsoft Graph', 'Table Storage', 'Blob Storage', 'Email'] as const;
export type Dependency = (typeof dependencies)[number];

/**
 * What a run leaves in the ledger that its job keeps: collecting, how the days stand; reporting, how the row of the
 * mail stands.
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

/** What happens. */
export interface Outcome {
  readonly run: 'ends well' | 'fails';
  readonly ledger: LedgerState;
  /** A piece of what is said, word for word: by the error of the run that fails, or by the log of one that does not. */
  readonly says: string | null;
}

/** What nobody may hear of, and an answer may tell all the same. */
export interface Secrets {
  /** The key of the storage. */
  readonly accountKey: string;
  /** The key of the mail service. */
  readonly accessKey: string;
  /** What a person typed where it does not belong. */
  readonly typed: string;
}

/** A row of the table: one fault of one dependency, what happens when it hits once, and when it hits all the time. */
export interface FaultRow {
  readonly on: Dependency;
  /** The fault in a few words. */
  readonly fault: string;
  /** Which requests it hits, in words; every request when left out. */
  readonly at?: string;
  readonly hits?: (request: ReceivedRequest) => boolean;
  readonly spoil: (request: ReceivedRequest, secrets: Secrets) => Fault;
  /** Behaviour for requests that the fault does not hit; by default they get the true response. */
  readonly others?: (request: ReceivedRequest) => Fault | undefined;
  /** Whether the service falls silent: only then are time limits short. */
  readonly isSilent?: true;
  readonly once: Outcome | null;
  readonly always: Outcome | null;
  /** The days that are gone for good: the reports say so. The others are whole. */
  readonly lost?: readonly UtcDay[];
}

/** A mended run: nothing is missing, and nobody is woken. */
export const mended = (says: string | null, ledger: LedgerState = 'every day complete'): Outcome => ({
  run: 'ends well',
  ledger,
  says,
});

/** A run that fails and keeps what it has. */
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
