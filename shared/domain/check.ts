/**
 * The result of a check. ok: nothing to do. warning: it works, and somebody should know. failed: something must be
 * fixed. skipped: not checked, because of an earlier failure or because nothing is set up.
 */
export type CheckState = 'ok' | 'warning' | 'failed' | 'skipped';

/** A check of an installation, as `doctor` prints it. */
export interface Check {
  readonly name: string;
  readonly state: CheckState;
  /** What was done: `asked Microsoft Graph for one event of the last 30 days`. */
  readonly did: string;
  readonly found: string;
  /** What to do, in one sentence; null unless the state is warning or failed. */
  readonly fix: string | null;
}

/** What a check found. */
export type CheckResult =
  | { readonly state: 'ok' | 'skipped'; readonly found: string }
  | {
      readonly state: 'warning' | 'failed';
      readonly found: string;
      readonly fix: string;
      /** A cause that other checks may meet too: it is reported by the first of them alone. */
      readonly cause?: CheckCause;
      /** A possible cause. The failure is left out if an earlier check has reported this cause. */
      readonly perhaps?: CheckCause;
    };

/** Causes that show in several services. */
export type CheckCause = 'clock' | 'identity';

/** One check, ready to run. */
export interface CheckPlan {
  readonly name: string;
  readonly did: string;
  /** Names of checks without which this one cannot tell anything: it is skipped when one of them failed. */
  readonly needs: readonly string[];
  readonly run: (signal: AbortSignal) => Promise<CheckResult>;
}
