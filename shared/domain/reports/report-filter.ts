import type { Provider } from '../events/people';

/**
 * What a report is narrowed to. An absent list does not narrow; all given lists must match. Roles and scopes match by
 * id or name, principals also by UPN, all without regard to case; findings by rule id.
 */
export interface ReportFilter {
  readonly providers?: readonly Provider[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly principals?: readonly string[] | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly findings?: readonly string[] | undefined;
}
