import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classify, directoryActivities, pimActivities } from '../../shared/catalogue/activities';

const referenceFile = join(__dirname, '../../../shared/pim-activities.tsv');

describe('the catalogue', () => {
  test('holds the 71 documented names of PIM', () => {
    expect(Object.keys(pimActivities)).toHaveLength(71);
  });

  test('gives no name two meanings', () => {
    const names = [...Object.keys(pimActivities), ...Object.keys(directoryActivities)];
    for (const name of names)
      expect(classify(name)).toEqual(pimActivities[name] ?? directoryActivities[name]);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  });

  const compared = existsSync(referenceFile);
  (compared ? test : test.skip)(
    `agrees with ${referenceFile}${compared ? '' : ', which is not here: skipped'}`,
    () => {
      const rows = readFileSync(referenceFile, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t'));
      expect(Object.keys(pimActivities).sort()).toEqual(rows.map(([name]) => name).sort());
      for (const [name = '', , lifecycle = ''] of rows)
        expect([name, lifecycleOf(name)]).toEqual([name, expected(lifecycle)]);
    },
  );
});

/** The meaning of the list's lifecycle column, as far as our words must follow it. */
function expected(lifecycle: string): string {
  const [subject = '', ...rest] = lifecycle.split(':');
  if (subject === 'activation') {
    const steps: Record<string, string> = {
      'request-expired': 'timed-out',
      'deactivate-requested': 'deactivation-requested',
    };
    return `activation ${steps[rest[0] ?? ''] ?? rest[0] ?? ''}`;
  }
  if (subject === 'any' || lifecycle === 'active:approved') return 'decision';
  if (subject === 'eligible' || subject === 'active') {
    const last = rest.at(-1) ?? '';
    const length = rest.find((part) => part === 'permanent' || part === 'timebound');
    const verbs: Record<string, string> = { extend: 'extended', renew: 'renewed', restored: 'restored' };
    const verb = last.startsWith('remove') ? 'removed' : (verbs[rest[0] ?? ''] ?? 'assigned');
    const step = last.endsWith('requested') ? 'requested' : last === 'cancelled' ? 'cancelled' : 'completed';
    return `${subject}-${verb} ${step} ${length ?? 'either'}`;
  }
  const families: Record<string, string> = {
    'outside-pim': 'outside-sighting',
    'request-processing': 'request-processed',
    'request-cancel': 'request-cancelled',
    settings: 'administration',
    resource: 'administration',
    alert: 'administration',
  };
  return families[lifecycle] ?? 'nothing';
}

function lifecycleOf(name: string): string {
  const activity = classify(name);
  switch (activity?.family) {
    case 'activation':
      return `activation ${activity.step}`;
    case 'assignment': {
      // Some activity names state the length of a restored assignment; no lifecycle does.
      const told = activity.kind.endsWith('restored') ? null : activity.permanent;
      const length = told === null ? 'either' : told ? 'permanent' : 'timebound';
      return `${activity.kind} ${activity.step} ${length}`;
    }
    case 'request':
      return activity.kind;
    default:
      return activity?.family ?? 'nothing';
  }
}

describe('classify', () => {
  const completed = { family: 'activation', step: 'completed' };

  test.each([
    'Add member to role completed (PIM activation)',
    '  ADD MEMBER to role completed (pim ACTIVATION)  ',
    'Add member to role completed (PIM activation).',
    'Add  member\tto role\u00a0completed (PIM activation) .',
  ])('knows %j', (name) => {
    expect(classify(name)).toEqual(completed);
  });

  test('knows the spelling "comleted" of older documents', () => {
    expect(classify('Restore eligible member from role in PIM comleted')).toEqual(
      classify('Restore eligible member from role in PIM completed'),
    );
  });

  test('distinguishes the directory’s eligible assignments from active ones', () => {
    expect(classify('Add member to role.')).toMatchObject({ kind: 'assigned-outside-pim', eligible: false });
    expect(classify('Add eligible member to role')).toMatchObject({ eligible: true });
    expect(classify('Remove scoped member from role')).toMatchObject({ kind: 'removed-outside-pim' });
  });

  test('knows elevation to the root of Azure', () => {
    expect(
      classify('User has elevated their access to User Access Administrator for their Azure Resources'),
    ).toEqual({ family: 'administration', kind: 'access-elevated' });
  });

  test.each(['', 'Add member', 'Add member to role completed', 'constructor', '__proto__'])(
    'does not know %j',
    (name) => {
      expect(classify(name)).toBeUndefined();
    },
  );
});

test.each(['time\u2011bound', 'time\u2010bound', 'time\u2013bound', 'Time-Bound', 'time bound'])(
  'recognizes a name with "%s", with any hyphen',
  (spelling) => {
    const name = (word: string): string => `Add member to role in PIM completed (${word})`;
    expect(classify(name(spelling))).toEqual(classify(name('timebound')));
    expect(classify(name('time\u2022bound'))).toBeUndefined();
  },
);
