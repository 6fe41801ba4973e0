import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { findingsDoc, findingsDocCommand } from '../../scripts/findings-doc/findings-doc';
import { policyProblems } from '../../shared/analysis/findings/policy/policy-problems';
import { defineRule } from '../../shared/analysis/findings/rule';
import { rules } from '../../shared/analysis/findings/rules';
import { findingsSetting } from '../../shared/config/settings/findings-setting';

const written = readFileSync(resolve(__dirname, '../../docs/findings.md'), 'utf8');

/** Returns every piece of JSON in a text: code blocks, and code inside a line. */
function jsonIn(text: string): string[] {
  const blocks = [...text.matchAll(/```json\n(.*?)```/gs)].map((match) => match[1] ?? '');
  const inLine = [...text.matchAll(/`(\{[^`\n]*\})`/g)].map((match) => match[1] ?? '');
  return [...blocks, ...inLine];
}

describe('docs/findings.md', () => {
  test(`is the output of "${findingsDocCommand}"`, () => {
    if (findingsDoc(rules) !== written) {
      throw new Error(`docs/findings.md is not in step with the rules: run "${findingsDocCommand}".`);
    }
  });

  test('includes a new rule', () => {
    const rule = defineRule({
      id: 'too-much-coffee',
      severity: 'info',
      title: 'Too much coffee',
      weight: 1,
      why: 'It keeps people awake.',
      advice: 'Drink water.',
      thresholds: { cups: 4, pattern: '', roles: [] as readonly string[] },
      find: () => [],
    });
    const text = findingsDoc([...rules, rule]);
    expect(text).toContain('### too-much-coffee');
    expect(text).toContain('Why it matters: It keeps people awake.');
    expect(text).toContain('What to do: Drink water.');
    expect(text).toContain('- `cups`: 4');
    expect(text).toContain('{"too-much-coffee":{"cups":4,');
  });

  test('shows only valid settings', () => {
    const examples = jsonIn(written);
    expect(examples.length).toBeGreaterThan(2 * rules.length);
    for (const example of examples) {
      expect({ example, problems: policyProblems(findingsSetting.parse(example)) }).toEqual({
        example,
        problems: [],
      });
    }
  });
});
