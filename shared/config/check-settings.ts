import type { CheckResult } from '../domain/check';
import { joinList, plural } from '../text/plural';
import { misspeltNameProblem } from './misspelt-names';
import type { Settings } from './settings';

/** Describes the settings; a warning if the name of a setting looks misspelt. */
export function checkSettings({ reports, timeZone, misspeltNames }: Settings): CheckResult {
  const found = `${reports.length === 1 ? 'One report' : plural(reports.length, 'report')}: ${reports.map(({ name }) => name).join(', ')}; time zone ${timeZone}.`;
  if (misspeltNames.length === 0) return { state: 'ok', found };
  return {
    state: 'warning',
    found: `${found} ${misspeltNames.map(misspeltNameProblem).join(' ')}`,
    fix: `Rename ${joinList(misspeltNames.map(({ name, meant }) => `${name} to ${meant}`))}.`,
  };
}
