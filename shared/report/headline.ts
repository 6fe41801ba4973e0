import { isGapFinding } from '../analysis/findings/worst-first';
import type { Severity } from '../domain/finding';
import { capital } from '../text/capital';
import { formatDuration, formatNumber } from '../text/format-number';
import { joinList, plural } from '../text/plural';
import { oneLine } from '../text/text-safety';
import { claimLimit, inCovered } from './words/claim-limit';
import { countBefore } from './words/compared';
import { isSerious, openFindings } from './open-findings';
import { countOutcomes } from './panels/request-panels';
import { nothingKnown, subjectPeriod, unreadWords } from './words/period-words';
import type { ReportContext } from './report-context';

/** The name of the report that the settings make when they name none. */
const defaultName = 'weekly';

/**
 * The subject of the mail on one line without control characters: what matters first, the organization last. A
 * correction, a named report, one with a filter and an incomplete one say so at the start.
 */
export function subjectLine(context: ReportContext, isCorrection: boolean): string {
  const { model, completeness } = context;
  const starts = [
    isCorrection ? 'Correction' : null,
    model.report === defaultName ? (model.filter === null ? null : 'Narrowed') : oneLine(model.report, 40),
    completeness.complete ? null : completeness.short,
  ];
  const start = starts.filter((part) => part !== null).map((part) => `${part}: `);
  const facts = subjectFacts(context);
  return oneLine(
    `${start.join('')}${start.length === 0 ? capital(facts) : facts} – ${subjectPeriod(model.period)} – ${oneLine(model.organization, 80)}`,
  );
}

function subjectFacts(context: ReportContext): string {
  const { complete } = context.completeness;
  const { activations, findings } = context.model.totals;
  const high = findings.high === 0 ? null : atLeast(plural(findings.high, 'high finding'), context);
  if (activations === 0) {
    // Nobody can say that nothing happened on days that were not read.
    const none = complete ? 'nothing was activated' : 'no activation seen';
    return [high, none].filter((fact) => fact !== null).join(', ');
  }
  const count = atLeast(plural(activations, 'activation'), context);
  return `${high ?? (complete ? 'no high findings' : 'no high finding seen')}, ${count}`;
}

/** A line of the headline, and the same figure of the period before; null when the two cannot be compared. */
export interface HeadlinePart {
  readonly words: string;
  readonly before: string | null;
}

/** The first lines of the report: how many findings there are, beside the period before. */
export function headline(context: ReportContext): HeadlinePart[] {
  const { model, completeness } = context;
  if (!completeness.isUnread) return findingLines(context);
  const unread = plain(unreadWords(model.period));
  const hasOthers = openFindings(model).open.some((one) => isSerious(one) && !isGapFinding(one));
  // Snapshots of access and late events of other weeks can still have findings.
  return hasOthers ? [unread, ...findingLines(context)] : [unread, plain(nothingKnown)];
}

const plain = (words: string): HeadlinePart => ({ words, before: null });

function findingLines(context: ReportContext): HeadlinePart[] {
  const { model, completeness, before } = context;
  const { high, medium } = model.totals.findings;
  const limit = claimLimit(context);
  const part = (words: string, severity: Severity): HeadlinePart => ({
    words: `${words}${newWords(context, severity)}`,
    before: before && countBefore(model.totals.findings[severity], before.findings[severity], model.period),
  });
  if (high > 0) {
    const main = part(capital(atLeast(plural(high, 'high finding'), context)), 'high');
    return medium > 0 ? [main, part(atLeast(`${formatNumber(medium)} medium`, context), 'medium')] : [main];
  }
  if (medium > 0) {
    const none = completeness.complete
      ? part(`No high findings${limit}`, 'high')
      : plain(`No high finding${limit}`);
    return [none, part(capital(atLeast(plural(medium, 'medium finding'), context)), 'medium')];
  }
  if (!completeness.complete)
    return [plain(`No finding${limit}`), plain('The days that were not read need attention.')];
  if (model.unmatchedFilters.length > 0) return [plain('No findings, but a filter matched nothing')];
  const none = {
    words: `No high or medium findings${limit}`,
    before: before && countBefore(0, before.findings.high + before.findings.medium, model.period),
  };
  // A report with a filter does not know what needs attention outside it.
  return model.filter === null ? [plain('Nothing needs your attention'), none] : [none];
}

/**
 * `, 11 of them new` behind a number of findings: those that the report before did not have. Empty if there is no
 * earlier report to compare with.
 */
function newWords({ model, before }: ReportContext, of: Severity): string {
  const count = model.totals.findings[of];
  const old = openFindings(model).open.filter(
    ({ severity, isStillOpen }) => severity === of && isStillOpen === true,
  ).length;
  if (count === 0 || (old === 0 && before === null)) return '';
  if (count === 1) return old === 0 ? ', new' : ', not new';
  if (old === 0) return ', all new';
  return old < count ? `, ${formatNumber(count - old)} of them new` : ', none of them new';
}

/** The headline on one line. */
export function headlineText(context: ReportContext): string {
  return headline(context)
    .map(({ words, before }) => (before === null ? words : `${words} (${before})`))
    .join(' · ');
}

/** `52 activations (58 requested)`; the brackets only where the two differ, "at least" when days are missing. */
export function activationWords(context: ReportContext): string {
  const { activations, requests } = context.model.totals;
  const requested = requests === activations ? '' : ` (${formatNumber(requests)} requested)`;
  return atLeast(`${plural(activations, 'activation')}${requested}`, context);
}

/** Returns a count, with `at least` before it if days are missing: `at least 12 activations`. */
export function atLeast(count: string, { completeness }: Pick<ReportContext, 'completeness'>): string {
  return completeness.complete ? count : `at least ${count}`;
}

/** What happened, in one or two sentences. For an incomplete report never that nothing did. */
export function whatHappened(context: ReportContext): string {
  const { activations, principals, roles, elevatedMinutes } = context.model.totals;
  if (activations === 0 && context.completeness.isUnread) return `${unreadWords(context.model.period)}.`;
  if (activations === 0) return `${nothingActivated(context)} ${changed(context)}`;
  const what = `${plural(roles, 'role')} by ${plural(principals, 'person', 'people')}`;
  const read = context.completeness.complete ? '' : ' in what was read';
  const time = `${formatDuration(elevatedMinutes)} of elevated time${read}`;
  return `${capital(activationWords(context))} of ${what}, ${time}. ${changed(context)}`;
}

/** The requests that did not take effect, in one sentence; null when all did. */
export function refusedSentence({ model }: Pick<ReportContext, 'model'>): string | null {
  const refused = countOutcomes(model.elevations).filter(
    ({ outcome, count }) => outcome !== 'activated' && count > 0,
  );
  if (refused.length === 0) return null;
  const all = refused.reduce((sum, { count }) => sum + count, 0);
  const parts = refused.map(({ outcome, count }) => `${count} ${outcome.replace('-', ' ')}`);
  return `${plural(all, 'request')} did not take effect: ${joinList(parts)}.`;
}

function nothingActivated(context: ReportContext): string {
  const limit = claimLimit(context);
  return context.completeness.complete
    ? `Nothing${limit} was activated.`
    : `No activation was found${limit}.`;
}

function changed(context: ReportContext): string {
  const { changes } = context.model;
  if (changes.length > 0)
    return `${capital(atLeast(plural(changes.length, 'change'), context))} to assignments and settings.`;
  const covered = inCovered(context.model);
  return context.completeness.complete
    ? `No assignment or setting${covered} was changed.`
    : `No change was seen${covered}.`;
}
