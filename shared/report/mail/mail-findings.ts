import type { Finding, Severity } from '../../domain/finding';
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
}

/** The findings of the mail, worst first, and how many more there are. */
export interface MailFindings {
  /** The two worst, which leave room for the figures on the first screen of a telephone. */
  readonly worst: readonly MailFinding[];
  /** The other high findings: all of them, as long as the mail can hold them. */
  readonly high: readonly MailFinding[];
  readonly medium: readonly MailFinding[];
  /** Open findings of high and medium severity that the mail has no room for. */
  readonly left: number;
}

const [maxWorst, maxMedium] = [2, 10];
/** In bytes of HTML: Gmail cuts a mail at 102 KB, and the rest of this one takes up to 40. */
const roomForFindings = 40_000;
/** In bytes of HTML: the markup of one finding without its texts. */
const markupOfFinding = 900;

/** Chooses the findings of the mail. */
export function mailFindings({ model, clock }: ReportContext): MailFindings {
  const { open } = openFindings(model);
  const serious = open.filter(({ severity }) => severity === 'high' || severity === 'medium');
  const high = serious.filter(({ severity }) => severity === 'high');
  const chosen = [...high, ...serious.filter((finding) => !high.includes(finding)).slice(0, maxMedium)];
  let room = roomForFindings;
  const shown: MailFinding[] = [];
  for (const finding of chosen) {
    const one = mailFinding(finding, model.tenantId, (at) => clock.shortText(at));
    room -= sizeOf(one);
    if (room < 0) break;
    shown.push(one);
  }
  const rest = shown.slice(maxWorst);
  return {
    worst: shown.slice(0, maxWorst),
    high: rest.filter(({ severity }) => severity === 'high'),
    medium: rest.filter(({ severity }) => severity === 'medium'),
    left: serious.length - shown.length,
  };
}

function mailFinding(finding: Finding, tenantId: string | null, print: (at: Date) => string): MailFinding {
  const { severity, at, why, advice, isStillOpen } = finding;
  const when = at === null ? '' : `${print(at)}.`;
  const open = isStillOpen === true ? 'Still open: the report before had it too.' : '';
  const detail = [when, open, why, advice].filter((words) => words !== '').join(' ');
  return { severity, sentence: linkedSentence(finding, tenantId, maxSentence), detail: oneLine(detail, 400) };
}

function sizeOf({ sentence, detail }: MailFinding): number {
  const texts = sentence.map(({ text, url }) => html`${text}${url ?? ''}`);
  return markupOfFinding + Buffer.byteLength(html`${texts}${detail}`.markup);
}
