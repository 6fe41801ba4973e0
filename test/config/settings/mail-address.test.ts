import { loadSettings } from '../../../shared/composition/load-settings';
import { hostileTexts } from '../../support/builders/hostile-text';
import { problemsOf, sending } from '../world';

const names = ['REPORT_SENDER', 'REPORT_RECIPIENTS', 'REPORT_CC', 'REPORT_BCC', 'REPORT_REPLY_TO'] as const;
const inReports = (field: string, address: unknown) =>
  JSON.stringify([{ name: 'x', recipients: 'ciso@contoso.com', [field]: address }]);

const taken = [
  'ciso@contoso.com',
  'CISO+pim@eu.contoso.co.uk',
  "conan.o'brien@contoso.com",
  '_soc-1@contoso-mail.example',
  'x@xn--mller-kva.example',
];

const refused: readonly (readonly [string, string])[] = [
  ['a second header', 'ciso@contoso.com\r\nBcc: all@evil.example'],
  ['a line feed', 'ciso@contoso.com\nall@evil.example'],
  ['a header before it', 'X: y\r\nciso@contoso.com'],
  ['a display name', 'CISO <ciso@contoso.com>'],
  ['angle brackets', '<ciso@contoso.com>'],
  ['a name in quotes', '"CISO" <ciso@contoso.com>'],
  ['a quoted local part', '"ciso@evil.example"@contoso.com'],
  ['a quoted blank', '"ciso all"@contoso.com'],
  ['a comment', 'ciso(all@evil.example)@contoso.com'],
  ['a comment at its end', 'ciso@contoso.com(comment)'],
  ['two at signs', 'ciso@evil.example@contoso.com'],
  ['a route', '@evil.example:ciso@contoso.com'],
  ['an old route', 'ciso%contoso.com@evil.example '.trim().replace('@', '@@')],
  ['a group', 'all:ciso@contoso.com'],
  ['an address in numbers', 'ciso@[127.0.0.1]'],
  ['no domain', 'ciso'],
  ['a name without a dot', 'ciso@localhost'],
  ['letters of another alphabet that look alike', 'сiso@contoso.com'],
  ['a domain of another alphabet', 'ciso@müller.example'],
  ['a mark that turns the order round', 'ciso\u202E@contoso.com'],
  ['a width of zero', 'ciso\u200B@contoso.com'],
  ['a null', 'ciso\u0000@contoso.com'],
  ['an encoded word', '=?utf-8?Q?ciso?=@contoso.com'],
  ['an escaped line end', 'ciso%0d%0aBcc:x@contoso.com'],
  ['dots in a row', 'ci..so@contoso.com'],
  ['more than mail can carry', `${'a'.repeat(65)}@contoso.com`],
  ['a domain beyond all bounds', `ciso@${'a.'.repeat(125)}example`],
];

test.each(taken)('accepts the address %s', (address) => {
  for (const name of names)
    expect(() => loadSettings({ ...sending, [name]: address }, { send: true })).not.toThrow();
  for (const value of [address, [address]])
    expect(() => loadSettings({ ...sending, REPORTS: inReports('cc', value) }, { send: true })).not.toThrow();
});

test.each(refused)('rejects %s as an address', (_, address) => {
  for (const name of names) {
    const [problem = ''] = problemsOf({ ...sending, [name]: address });
    expect(problem).toMatch(new RegExp(`^${name}.*is not an e-mail address`));
    expect(problem).not.toMatch(/[\r\n\u0000\u202E]/);
  }
  for (const field of ['recipients', 'cc', 'bcc'])
    for (const value of [address, [address]])
      expect(problemsOf({ ...sending, REPORTS: inReports(field, value) })[0]).toMatch(/^REPORTS at 0/);
});

test.each(Object.entries(hostileTexts))(
  'rejects %s as an address, unless its characters are allowed in one',
  (_, text) => {
    for (const found of [text, `${text}@contoso.com`, `ciso@${text}`]) {
      const isPlain = /^[\w.+'-]{1,64}@[a-z0-9.-]+$/i.test(found.trim());
      if (!isPlain && found.trim() !== '')
        expect(problemsOf({ ...sending, REPORT_SENDER: found })).not.toEqual([]);
    }
  },
);

test.each([
  ['Jane <jane@x.com>', 'write the address alone'],
  ['"jane doe"@x.com', 'write the address alone'],
  ['jane(work)@x.com', 'write the address alone'],
  ['mailto:jane@x.com', 'write the address alone'],
  ['jane@bücher.de', 'write the domain as xn--bcher-kva.de'],
])('says how to write %s', (address, advice) => {
  for (const name of names)
    expect(problemsOf({ ...sending, [name]: address })[0]).toContain(`is not an e-mail address; ${advice}. `);
  expect(problemsOf({ ...sending, REPORTS: inReports('cc', [address]) })[0]).toContain(`; ${advice}. `);
});

test.each(['jané@x.com', 'jané@bücher.de', 'jane', 'jane@', 'jane@x'])(
  'gives no advice about %s',
  (address) => {
    expect(problemsOf({ ...sending, REPORT_CC: address })[0]).toContain(' is not an e-mail address. ');
  },
);
