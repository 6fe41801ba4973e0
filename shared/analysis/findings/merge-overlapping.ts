import { evidenceOf, worstSeverity, type Finding, type RuleEvidence } from '../../domain/finding';
import { principalKey, roleKey } from '../../domain/events/people';
import { groupsByKey } from '../group-by';
import { compositeKey } from '../identities';
import { rules } from './rules';
import { worstFirst } from './worst-first';

const partsOf: ReadonlyMap<string, readonly string[]> = new Map(
  rules.map(({ id, parts }) => [id, parts ?? []]),
);

/** A finding and what was merged into it. */
interface Story {
  readonly lead: Finding;
  readonly eventIds: Set<string>;
  readonly evidence: RuleEvidence[];
  /** Merged findings without which the lead would mislead. */
  readonly sequels: Finding[];
}

/**
 * Merges findings that tell the same story, so that it is read and counted once: a weaker finding that rests on the
 * events of a stronger one becomes one of its `alsoRules`, and `evidence` keeps which events each rule rests on. Findings
 * of a rule's `parts` are merged into its finding even when they are stronger, and give it their severity. Suppressed
 * findings and those without events stay as they are.
 * Merging again changes nothing.
 * @param findings the worst first
 */
export function mergeStories(findings: readonly Finding[]): Finding[] {
  const stories: Story[] = [];
  const byEvent = new Map<string, Story[]>();
  for (const finding of gathered(findings)) {
    const { eventIds, suppressed } = finding;
    const story = suppressed === null ? storyOf(finding, byEvent) : undefined;
    if (story !== undefined) {
      story.evidence.push(...evidenceOf(finding));
      if (finding.sequel !== undefined) story.sequels.push(finding);
      for (const id of eventIds) index(byEvent, id, story);
      continue;
    }
    const evidence = [...evidenceOf(finding)];
    const own = { lead: finding, eventIds: new Set<string>(), evidence, sequels: [] };
    stories.push(own);
    if (suppressed === null) for (const id of eventIds) index(byEvent, id, own);
  }
  return stories.map(({ lead, eventIds, evidence, sequels }) => {
    const all = [...new Set([...lead.eventIds, ...eventIds])];
    const sentence = joinWords([lead.sentence, ...sequels.map((each) => sequelWords(each, lead))]);
    const advice = joinWords([lead.advice, ...sequels.map((each) => each.advice)]);
    return withEvidence({ ...lead, sentence, advice, eventIds: all }, evidence);
  });
}

const joinWords = (sentences: readonly string[]): string => [...new Set(sentences)].join(' ').trim();

/** A sequel names neither holder nor role: it fits only a finding about the same ones. */
function sequelWords(finding: Finding, lead: Finding): string {
  const isSame = holderOf(finding) !== null && holderOf(finding) === holderOf(lead);
  return (isSame ? finding.sequel : undefined) ?? finding.sentence;
}

/** Returns a finding with the evidence of its rules, and with the names of the others among them. */
function withEvidence(lead: Finding, evidence: readonly RuleEvidence[]): Finding {
  const alsoRules = [...new Set(evidence.map(({ rule }) => rule))].filter((rule) => rule !== lead.rule);
  return alsoRules.length === 0 ? lead : { ...lead, alsoRules, evidence };
}

function index(byEvent: Map<string, Story[]>, id: string, story: Story): void {
  if (story.eventIds.has(id)) return;
  story.eventIds.add(id);
  byEvent.set(id, [...(byEvent.get(id) ?? []), story]);
}

/** The stronger finding of the same story: the worst that rests on the same events, and perhaps on more. */
function storyOf(finding: Finding, byEvent: ReadonlyMap<string, readonly Story[]>): Story | undefined {
  const { eventIds } = finding;
  const shared = new Set(eventIds.flatMap((id) => byEvent.get(id) ?? []));
  const rest = [...shared].filter((story) => eventIds.every((id) => story.eventIds.has(id)));
  return rest[0] ?? [...shared].find((story) => isSameHabit(finding, story));
}

/** Two patterns of one person and role that rest on mostly the same events: activated often, and back to back. */
function isSameHabit(finding: Finding, { lead, eventIds }: Story): boolean {
  const holder = holderOf(finding);
  if (holder === null || holder !== holderOf(lead)) return false;
  const same = finding.eventIds.filter((id) => eventIds.has(id)).length;
  return same * 2 >= new Set([...finding.eventIds, ...eventIds]).size;
}

function holderOf({ principal, role }: Finding): string | null {
  return principal === null || role === null ? null : compositeKey(principalKey(principal), roleKey(role));
}

/** Merges what several findings say of the parts of a whole into the finding of the whole. The worst first again. */
function gathered(findings: readonly Finding[]): readonly Finding[] {
  const open = findings.filter(({ suppressed }) => suppressed === null);
  const byRule = groupsByKey(open, ({ rule }) => rule);
  const merged = new Set<Finding>();
  const wholes = new Map<Finding, Finding>();
  for (const whole of open) {
    const events = new Set(whole.eventIds);
    const parts = (partsOf.get(whole.rule) ?? []).flatMap((rule) => {
      const inside = (byRule.get(rule) ?? []).filter(
        (part) =>
          !merged.has(part) && part.eventIds.length > 0 && part.eventIds.every((id) => events.has(id)),
      );
      // A single one is a story of its own, unless it is the weaker one.
      return inside.length < 2 ? [] : inside;
    });
    if (parts.length === 0) continue;
    for (const part of parts) merged.add(part);
    const story = { ...whole, severity: worstSeverity([whole, ...parts]) ?? whole.severity };
    wholes.set(whole, withEvidence(story, [story, ...parts].flatMap(evidenceOf)));
  }
  if (merged.size === 0) return findings;
  const left = findings.filter((finding) => !merged.has(finding));
  return left.map((finding) => wholes.get(finding) ?? finding).sort(worstFirst);
}
