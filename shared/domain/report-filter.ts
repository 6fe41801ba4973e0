import type { Provider } from './people';

/**
 * What a report is narrowed to. A list that is left out does not narrow; the lists that are given must all match.
 * Roles and scopes match by id or name, principals also by UPN, all without regard to case; findings by rule id.
 */
export interface ReportFilter {
  readonly providers?: readonly Provider[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly principals?: readonly string[] | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly findings?: readonly string[] | undefined;
}
