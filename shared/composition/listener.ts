import type { SignInOptions } from '../clients/sign-in';
import type { CollectProgress } from '../jobs/collect/collect';
import type { SnapshotProgress } from '../jobs/collect/snapshot/take-snapshot';
import type { ImportProgress } from '../jobs/import/import-logs';
import type { ReportProgress } from '../jobs/report/make-reports';

/** What an entry point gives the jobs: the sign-in, the clock and callbacks. */
export interface Listener {
  /** How to sign in on a person's machine; absent in Azure. */
  readonly signIn?: SignInOptions;
  /** The current time, which a store in a folder records with each event. Not needed with a storage account. */
  readonly clock?: () => Date;
  readonly onCollect?: (progress: CollectProgress) => void;
  readonly onImport?: (progress: ImportProgress) => void;
  readonly onReport?: ReportProgress;
  /** Called after each list of standing access. */
  readonly onSnapshot?: (progress: SnapshotProgress) => void;
  /** Called with a sentence, and the milliseconds to wait, when a request failed and is sent again or a store is in use. */
  readonly onRetry?: (message: string, wait: number) => void;
}
