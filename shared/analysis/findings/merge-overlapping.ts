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
interface FindingGroup {
  readonly mainFinding: Finding;
  readonly eventIds: Set<string>;
  readonly evidence: RuleEvidence[];
  /** Merged findings without whose sentence that of the main finding would mislead. */
  readonly extras: Finding[];
}

/**
 * Merges findings that overlap, so that a case is read and counted once: a weaker finding that rests on the events of a
 * stronger one becomes one of its `alsoRules`, and `evidence` keeps which events each rule rests on. Two or more findings
 * of a rule's `parts` are merged into its finding even when they are stronger, and give it their severity. Suppressed
 * findings and those without events stay as they are. Merging again changes nothing.
 * @param findings the worst first
 */
export function mergeOverlapping(findings: readonly Finding[]): Finding[] {
  const groups: FindingGroup[] = [];
  const byEvent = new Map<string, FindingGroup[]>();
  for (const finding of mergeParts(findings)) {
    const { eventIds, suppressed } = finding;
    const group = suppressed === null ? strongerOf(finding, byEvent) : undefined;
    if (group !== undefined) {
      group.evidence.push(...evidenceOf(finding));
      if (finding.extraSentence !== undefined) group.extras.push(finding);
      for (const id of eventIds) index(byEvent, id, group);
      continue;
    }
    const evidence = [...evidenceOf(finding)];
    const own = { mainFinding: finding, eventIds: new Set<string>(), evidence, extras: [] };
    groups.push(own);
    if (suppressed === null) for (const id of eventIds) index(byEvent, id, own);
  }
  return groups.map(({ mainFinding, eventIds, evidence, extras }) => {
    const all = [...new Set([...mainFinding.eventIds, ...eventIds])];
    const sentence = joinWords([
      mainFinding.sentence,
      ...extras.map((each) => extraWords(each, mainFinding)),
    ]);
    const advice = joinWords([mainFinding.advice, ...extras.map((each) => each.advice)]);
    return withEvidence({ ...mainFinding, sentence, advice, eventIds: all }, evidence);
  });
}

const joinWords = (sentences: readonly string[]): string => [...new Set(sentences)].join(' ').trim();

/** An extra sentence names neither holder nor role: it fits only a finding about the same ones. */
function extraWords(finding: Finding, mainFinding: Finding): string {
  const isSame = holderOf(finding) !== null && holderOf(finding) === holderOf(mainFinding);
  return (isSame ? finding.extraSentence : undefined) ?? finding.sentence;
}

/** Returns a finding with the evidence of its rules, and with the names of the others among them. */
function withEvidence(mainFinding: Finding, evidence: readonly RuleEvidence[]): Finding {
  const alsoRules = [...new Set(evidence.map(({ rule }) => rule))].filter(
    (rule) => rule !== mainFinding.rule,
  );
  return alsoRules.length === 0 ? mainFinding : { ...mainFinding, alsoRules, evidence };
}

function index(byEvent: Map<string, FindingGroup[]>, id: string, group: FindingGroup): void {
  if (group.eventIds.has(id)) return;
  group.eventIds.add(id);
  byEvent.set(id, [...(byEvent.get(id) ?? []), group]);
}

/** Returns the group into which a finding is merged: the worst that has all of its events, or the same pattern. */
function strongerOf(
  finding: Finding,
  byEvent: ReadonlyMap<string, readonly FindingGroup[]>,
): FindingGroup | undefined {
  const { eventIds } = finding;
  const shared = new Set(eventIds.flatMap((id) => byEvent.get(id) ?? []));
  const rest = [...shared].filter((group) => eventIds.every((id) => group.eventIds.has(id)));
  return rest[0] ?? [...shared].find((group) => isSamePattern(finding, group));
}

/** Returns whether two findings about one principal and role share half of their events: used often, and back to back. */
function isSamePattern(finding: Finding, { mainFinding, eventIds }: FindingGroup): boolean {
  const holder = holderOf(finding);
  if (holder === null || holder !== holderOf(mainFinding)) return false;
  const same = finding.eventIds.filter((id) => eventIds.has(id)).length;
  return same * 2 >= new Set([...finding.eventIds, ...eventIds]).size;
}

function holderOf({ principal, role }: Finding): string | null {
  return principal === null || role === null ? null : compositeKey(principalKey(principal), roleKey(role));
}

/** Merges findings about the parts of a whole into the finding about the whole. Returns the worst first again. */
function mergeParts(findings: readonly Finding[]): readonly Finding[] {
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
      // A single part is not merged here: it stays, unless it is the weaker one.
      return inside.length < 2 ? [] : inside;
    });
    if (parts.length === 0) continue;
    for (const part of parts) merged.add(part);
    const gathered = { ...whole, severity: worstSeverity([whole, ...parts]) ?? whole.severity };
    wholes.set(whole, withEvidence(gathered, [gathered, ...parts].flatMap(evidenceOf)));
  }
  if (merged.size === 0) return findings;
  const left = findings.filter((finding) => !merged.has(finding));
  return left.map((finding) => wholes.get(finding) ?? finding).sort(worstFirst);
}
