import type { Finding } from '../domain/finding';

/** The open findings that rest on the same events as a row. */
export interface RowFindings {
  /** The findings, worst first. */
  of(eventIds: readonly string[]): readonly Finding[];
  /** The ids of their rules, each once: the worst first, each followed by the weaker ones merged into it. */
  rulesOf(eventIds: readonly string[]): readonly string[];
}

/** Indexes the open findings by event. */
export function rowFindings(findings: readonly Finding[]): RowFindings {
  const byEvent = new Map<string, Finding[]>();
  const order = new Map(findings.map((finding, index) => [finding, index]));
  for (const finding of findings.filter(({ suppressed }) => suppressed === null)) {
    for (const id of finding.eventIds) byEvent.set(id, [...(byEvent.get(id) ?? []), finding]);
  }
  const of = (eventIds: readonly string[]): Finding[] =>
    [...new Set(eventIds.flatMap((id) => byEvent.get(id) ?? []))].sort(
      (a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0),
    );
  return {
    of,
    rulesOf: (eventIds) => [...new Set(of(eventIds).flatMap(({ rule, alsoRules }) => [rule, ...alsoRules]))],
  };
}
