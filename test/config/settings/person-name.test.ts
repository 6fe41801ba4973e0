import { problemsOf } from '../world';

const id = '1b2c3d4e-0000-4000-8000-0000000000ff';

/** The problems of a text in each list of the settings that names people. */
const everywhere = (text: string) => {
  const findings = {
    suppress: [
      { rule: 'burst', principal: text, reason: 'x' },
      { rule: 'burst', initiator: text, reason: 'x' },
    ],
    breakGlassAccounts: [text],
    expectedInitiators: [text, { initiator: text }],
  };
  const reports = [{ name: 'a', recipients: 'a@x.com', include: { principals: [text] } }];
  return problemsOf({ FINDINGS: JSON.stringify(findings), REPORTS: JSON.stringify(reports) });
};

test.each([
  id,
  id.toUpperCase(),
  'bg@x.com',
  "o'brien@x.com",
  'bob_x.com#EXT#@contoso.onmicrosoft.com',
  'Doe, Jane (HR)',
  '"The" Bot',
  'HR: Bot',
  'contoso {test}',
  `contoso-project-${id}`,
])('every list takes %s', (text) => {
  expect(everywhere(text)).toEqual([]);
});

test.each([
  [`{${id}}`, id],
  [id.replaceAll('-', ''), id],
  [`"${id}"`, id],
  [`oid: ${id}`, id],
  ['mailto:bg@x.com', 'bg@x.com'],
  ['UPN:bg@x.com', 'bg@x.com'],
  ['"bg@x.com"', 'bg@x.com'],
  ["'bg@x.com'", 'bg@x.com'],
  ['<bg@x.com>', 'bg@x.com'],
])('no list takes %s: each error has the plain form', (text, plain) => {
  const problems = everywhere(text);
  expect(problems).toHaveLength(6);
  for (const problem of problems) expect(problem).toContain(`can match nobody: write it as ${plain}. `);
});

test.each(['*@x.com', 'bg@', '@x.com', 'bg@x.com"', 'a@b.com/c', 'https://bg@x.com/'])(
  'no list takes %s, which is no UPN',
  (text) => {
    const problems = everywhere(text);
    expect(problems).toHaveLength(6);
    for (const problem of problems)
      expect(problem).toMatch(/can match nobody: (write it as|an entry with @)/);
  },
);

test.each(['a@b.com, c@d.com', 'a@b.com c@d.com', `Jane <${id}>`, 'Jane (a@b.com)'])(
  'no list takes %s, which names several',
  (text) => {
    const problems = everywhere(text);
    expect(problems).toHaveLength(6);
    for (const problem of problems) expect(problem).toContain('make an entry for each person');
  },
);
