import type { FindingsPolicy, Suppression, Threshold } from '../../../domain/findings-policy';
import { nearest } from '../../../text/nearest';
import { roleNameProblems } from './role-name-problem';
import type { Rule } from '../rule';
import { rules } from '../rules';

/**
 * Returns the problems of a policy, one sentence each; none for a valid one. Checked once at start, so that a misspelt
 * rule does not silently leave a default in place.
 */
export function policyProblems(policy: FindingsPolicy): string[] {
  return [
    ...Object.keys({ ...policy.thresholds, ...policy.severities }).flatMap((id) => unknownRule(id, null)),
    ...policy.disabled.flatMap((id) => unknownRule(id, 'disabled')),
    ...policy.suppress.flatMap(({ rule }) => unknownRule(rule, 'suppress')),
    ...rules.flatMap((rule) => thresholdProblems(rule, policy.thresholds[rule.id] ?? {})),
    ...policy.suppress.flatMap(suppressionProblems),
    ...roleNameProblems('FINDINGS.privilegedRoles', policy.privilegedRoles),
    ...policy.suppress.flatMap(({ role }) =>
      role === undefined ? [] : roleNameProblems('FINDINGS.suppress', [role]),
    ),
    ...policy.expectedInitiators.flatMap(({ roles = [] }) =>
      roleNameProblems('FINDINGS.expectedInitiators', roles),
    ),
  ];
}

/** @param where the part of the setting; null for thresholds, which are set under the rule's own id */
function unknownRule(id: string, where: string | null): string[] {
  const ids = rules.map((rule) => rule.id);
  if (ids.includes(id)) return [];
  return [
    `FINDINGS${where === null ? '' : `.${where}`} names the rule "${id}", which does not exist; did you mean "${nearest(id, ids)}"?`,
  ];
}

function thresholdProblems(rule: Rule, set: Readonly<Record<string, Threshold>>): string[] {
  const names = Object.keys(rule.thresholds);
  return Object.entries(set).flatMap(([name, value]) => {
    const main = name === 'value' ? names[0] : name;
    const where = `FINDINGS.${rule.id}${name === 'value' ? '' : `.${name}`}`;
    if (main === undefined) return [`${where} is set, but this rule has no thresholds.`];
    const standard = Object.hasOwn(rule.thresholds, main) ? rule.thresholds[main] : undefined;
    if (standard === undefined) {
      if (name === 'expectedInitiators')
        return [`${where} is not a threshold: write it as FINDINGS.${name}.`];
      const known = names.length === 0 ? 'this rule has none' : `this rule has ${names.join(', ')}`;
      return [`${where} is not a threshold: ${known}.`];
    }
    const problems = valueProblem(where, value, standard);
    return main === 'roles' && Array.isArray(value) && problems.length === 0
      ? roleNameProblems(where, value)
      : problems;
  });
}

/** A value must be of the same kind as the default; a text threshold is a regular expression. */
function valueProblem(where: string, value: Threshold, standard: Threshold): string[] {
  const found = JSON.stringify(value);
  if (typeof standard === 'number') {
    const isGood = typeof value === 'number' && Number.isFinite(value) && value >= 0;
    return isGood ? [] : [`${where} must be a number from 0 up, such as ${standard}, but is ${found}.`];
  }
  if (typeof standard === 'string') {
    if (typeof value !== 'string') return [`${where} must be a regular expression, but is ${found}.`];
    return isPattern(value) ? [] : [`${where} is not a valid regular expression: ${found}.`];
  }
  const isList = Array.isArray(value) && value.every((entry) => typeof entry === 'string');
  return isList ? [] : [`${where} must be a list of texts, such as ["…"], but is ${found}.`];
}

function suppressionProblems({ rule, reason, until }: Suppression): string[] {
  const where = `FINDINGS.suppress for "${rule}"`;
  return [
    ...(reason.trim() === '' ? [`${where} has no reason; say why it is known to be good.`] : []),
    ...(until === undefined || isDate(until)
      ? []
      : [`${where} has the end "${until}"; write a date like 2026-11-16.`]),
  ];
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}
