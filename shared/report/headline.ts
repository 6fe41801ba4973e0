import { completeness } from './completeness';
import { shortPeriod } from './period-words';
import { countOutcomes } from './panels/request-panels';
import type { ReportModel } from './report-model';
import { oneLine } from '../text/text-safety';
import { formatDuration } from '../text/format-number';
import { plural } from '../text/plural';

/**
 * The subject of the mail: organisation, period and what matters most, on one line without control characters.
 * An incomplete report says so before anything else.
 */
export function subjectLine(model: ReportModel): string {
  const { complete, short } = completeness(model);
  const { activations } = model.totals;
  // Of what was not read nothing is said, not even that nothing was seen.
  const nothing = complete ? 'nothing was activated' : null;
  const happened = activations === 0 ? nothing : plural(activations, 'activation');
  const findings = worstFindings(model);
  const report = model.filter === null ? '' : ` (${model.report})`;
  const facts = [happened, findings].filter((fact) => fact !== null).join(', ');
  const said = complete
    ? activations === 0
      ? `${facts}; ${short}`
      : facts
    : [short, facts].filter((part) => part !== '').join('; ');
  return oneLine(`${oneLine(model.organization, 80)} – PIM ${shortPeriod(model.period)}${report}: ${said}`);
}

/** What happened, in one or two sentences. Of an incomplete report never that nothing did, only that none was seen. */
export function whatHappened(model: ReportModel): string {
  const { totals } = model;
  const { complete } = completeness(model);
  const altered = changed(model);
  if (totals.activations === 0) {
    return `${complete ? 'Nothing was activated.' : 'No activation was seen in what was read.'} ${altered}`;
  }
  const who = plural(totals.principals, 'person', 'people');
  const what = plural(totals.roles, 'role');
  const time = `${formatDuration(totals.elevatedMinutes)} of elevated time`;
  return `${plural(totals.activations, 'activation')} of ${what} by ${who}${outcomeWords(model)}; ${time}. ${altered}`;
}

/** {@link whatHappened} beside the headline figures: only what they do not say. */
export function whatBecame(model: ReportModel): string {
  const { activations } = model.totals;
  if (activations === 0) return whatHappened(model);
  return `${plural(activations, 'request')}${outcomeWords(model) || ': all activated'}. ${changed(model)}`;
}

/** What became of the requests, where not every one was granted: ": 40 activated, 2 denied". */
function outcomeWords({ elevations }: ReportModel): string {
  const outcomes = countOutcomes(elevations).filter(({ count }) => count > 0);
  if (outcomes.every(({ outcome }) => outcome === 'activated')) return '';
  return `: ${outcomes.map(({ outcome, count }) => `${count} ${outcome}`).join(', ')}`;
}

function changed(model: ReportModel): string {
  const count = model.changes.length;
  if (count > 0) return `${plural(count, 'change')} to assignments and settings.`;
  return completeness(model).complete ? 'No assignment or setting was changed.' : 'No change was seen.';
}

/** What the reader is asked to look at, in one sentence. */
export function whatNeedsYou(model: ReportModel): string {
  const { high, medium } = model.totals.findings;
  if (high + medium === 0) {
    return completeness(model).complete
      ? 'Nothing needs you: there is no open finding of high or medium severity.'
      : 'The days that are not fully known need a look; in what was read there is nothing of high or medium severity.';
  }
  const which = [high > 0 ? `${high} high` : null, medium > 0 ? `${medium} medium` : null]
    .filter((part) => part !== null)
    .join(' and ');
  return high + medium === 1 ? `${which} finding needs a look.` : `${which} findings need a look.`;
}

function worstFindings({ totals: { findings, activations } }: ReportModel): string | null {
  if (findings.high > 0) return plural(findings.high, 'high finding');
  if (findings.medium > 0) return plural(findings.medium, 'medium finding');
  return activations === 0 ? null : 'no high findings';
}
