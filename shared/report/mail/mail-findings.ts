import { isGapFinding } from '../../analysis/findings/worst-first';
import type { Finding, Severity } from '../../domain/finding';
import { formatNumber } from '../../text/format-number';
import { html } from '../../text/markup';
import { oneLine } from '../../text/text-safety';
import { linkedSentence, maxSentence, type SentencePart } from '../words/linked-sentence';
import { openFindings } from '../open-findings';
import type { ReportContext } from '../report-context';

/** A finding as the mail shows it. */
export interface MailFinding {
  readonly severity: Severity;
  readonly sentence: readonly SentencePart[];
  /** When, why it matters and what to do, in small print. */
  readonly detail: string;
  /** `and 416 more of this kind`: behind the last one shown of a rule whose other findings are left out; otherwise empty. */
  readonly others: string;
}

/** The findings of the mail, worst first, and how many more there are. */
export interface MailFindings {
  /** The two worst, which leave room for the figures on the first screen of a telephone. */
  readonly worst: readonly MailFinding[];
  /** The other high findings: all of them, as long as the mail can hold them. */
  readonly high: readonly MailFinding[];
  readonly medium: readonly MailFinding[];
  /** How many open findings are left out, by severity. */
  readonly left: Readonly<Record<'high' | 'medium', number>>;
}

const [maxWorst, maxMedium, maxOfKind] = [2, 10, 2];
/** In bytes of HTML: Gmail cuts a mail at 102 KB, and the rest of this one takes up to 40. */
const roomForFindings = 40_000;
/** In bytes of HTML: the markup of one finding without its texts. */
const markupOfFinding = 1_000;

/**
 * Chooses the findings of the mail. Each rule has its first finding in its severity's list before any rule has a second
 * one. Of the high ones all others follow while there is room, of the medium ones none.
 */
export function mailFindings({ model, clock, completeness }: ReportContext): MailFindings {
  const { open } = openFindings(model);
  const of = (wanted: Severity) => open.filter(({ severity }) => severity === wanted);
  const [high, medium] = [of('high'), of('medium')];
  const candidates = [
    ...byTurns(high).flat(),
    ...byTurns(medium).slice(0, maxOfKind).flat().slice(0, maxMedium),
  ];
  const chosen = new Map<Finding, MailFinding>();
  let room = roomForFindings;
  for (const finding of candidates) {
    const one = mailFinding(finding, model.tenantId, (at) => clock.shortText(at));
    room -= sizeOf(one);
    if (room < 0) break;
    chosen.set(finding, one);
  }
  const shown = [...high, ...medium].filter((finding) => chosen.has(finding));
  // The bar says that days are missing: the first screen has room for what was found.
  const news = completeness.complete ? shown : shown.filter((finding) => !isGapFinding(finding));
  const worst = [...news, ...shown.filter((finding) => !news.includes(finding))].slice(0, maxWorst);
  const rest = shown.filter((finding) => !worst.includes(finding));
  const print = (findings: readonly Finding[], inOrder: readonly Finding[]): MailFinding[] =>
    findings.flatMap((finding) => {
      const one = chosen.get(finding);
      return one === undefined ? [] : [{ ...one, others: othersOfKind(finding, inOrder, open) }];
    });
  const inOrder = [...worst, ...rest];
  const list = (wanted: Severity) =>
    print(
      rest.filter(({ severity }) => severity === wanted),
      inOrder,
    );
  const left = (all: readonly Finding[]) => all.filter((finding) => !chosen.has(finding)).length;
  return {
    worst: print(worst, inOrder),
    high: list('high'),
    medium: list('medium'),
    left: { high: left(high), medium: left(medium) },
  };
}

/** The first finding of each rule, then the second of each, and so on, each turn in the order of the findings. */
function byTurns(findings: readonly Finding[]): Finding[][] {
  const turns: Finding[][] = [];
  const seen = new Map<string, number>();
  for (const finding of findings) {
    const turn = seen.get(finding.rule) ?? 0;
    seen.set(finding.rule, turn + 1);
    (turns[turn] ??= []).push(finding);
  }
  return turns;
}

/** What is behind the last one shown of a kind, the findings of one rule and severity; empty behind others. */
function othersOfKind(finding: Finding, shown: readonly Finding[], open: readonly Finding[]): string {
  const isOfKind = ({ rule, severity }: Finding) => rule === finding.rule && severity === finding.severity;
  if (shown.findLast(isOfKind) !== finding) return '';
  const others = open.filter(isOfKind).length - shown.filter(isOfKind).length;
  return others === 0 ? '' : `and ${formatNumber(others)} more of this kind`;
}

function mailFinding(finding: Finding, tenantId: string | null, print: (at: Date) => string): MailFinding {
  const { severity, at, why, advice, isStillOpen } = finding;
  const when = at === null ? '' : `${print(at)}.`;
  const old = isStillOpen === true ? 'Not new: the report before had it too.' : '';
  const detail = [when, old, why, advice].filter((words) => words !== '').join(' ');
  const sentence = linkedSentence(finding, tenantId, maxSentence);
  return { severity, sentence, detail: oneLine(detail, 400), others: '' };
}

function sizeOf({ sentence, detail }: MailFinding): number {
  const texts = sentence.map(({ text, url }) => html`${text}${url ?? ''}`);
  return markupOfFinding + Buffer.byteLength(html`${texts}${detail}`.markup);
}
