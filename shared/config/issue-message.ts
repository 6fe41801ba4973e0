import type { z } from 'zod';

/**
 * Words for what a schema finds wrong where the schema gives none of its own, for JSON settings. They end a sentence
 * that has named the place and the value: `is not a list`.
 */
export function issueMessage(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `is not ${typeWords[issue.expected] ?? issue.expected}`;
    case 'unrecognized_keys':
      return `has the unknown key ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
    case 'invalid_value':
      return `is not one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.minimum === 1 ? 'is empty' : `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    default:
      return 'is not valid';
  }
}

const typeWords: Readonly<Record<string, string>> = {
  array: 'a list: write [ … ]',
  object: 'an object: write { … }',
  record: 'an object: write { … }',
  string: 'a text: write it in quotes',
  number: 'a number',
  boolean: 'true or false',
};
