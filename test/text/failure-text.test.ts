import {
  failureSentence,
  failureText,
  withoutAddresses,
  withoutSecrets,
} from '../../shared/text/failure-text';

const key = `${'Ab1+/'.repeat(9)}==`;

describe('a text without secrets', () => {
  test.each([
    ['AccountName=a;AccountKey=abc/d+e==;X=1', 'AccountName=a;[removed];X=1'],
    ['account_key = abc', '[removed]'],
    ['access_key=abc&x=1', '[removed]&x=1'],
    ['ACCESSKEY=abc def', '[removed] def'],
    ['SharedAccessSignature=sv=1;x', '[removed];x'],
    ['shared_access_signature=a', '[removed]'],
    ['SharedAccessKey=a, b', '[removed] b'],
    ['client_secret=a"b', '[removed]"b'],
    ["clientsecret='a b' c", '[removed] c'],
    ["clientsecret='a", '[removed]'],
    ['{"client_secret":"a;b c","x":1}', '{"[removed],"x":1}'],
    ['{"access_token" : "a\\"b", "x":1}', '{"[removed], "x":1}'],
    ['{\\"refresh_token\\":\\"ab\\"', '{\\"[removed]'],
    ['accesskey: abc def', '[removed] def'],
    ['AccountKey="a b";X=1', '[removed];X=1'],
    ['?sv%3D1%26sig%3Dabc%252F rest', '?sv%3D1%26[removed] rest'],
    ['AccountName%3Da%3BAccountKey%3Dabc', 'AccountName%3Da%3B[removed]'],
    ['https://user:p@ss@host/x@y', 'https://[removed]host/x@y'],
    ['https://user:p?a#s@host/x', 'https://[removed]host/x'],
    ['password=hunter2…', '[removed]…'],
    ['pwd=hunter2', '[removed]'],
    ['https://a.example/?sv=1&sig=ab%2F&se=2', 'https://a.example/?sv=1&[removed]&se=2'],
    ['signature=abc', '[removed]'],
    ['Authorization: Bearer abc.def', 'Authorization: [removed]'],
    ['Authorization: SharedKey  acc:c2ln, next', 'Authorization: [removed], next'],
    ['sharedkeylite acc:c2ln"', '[removed]"'],
    ['token eyJhbGci.eyJzdWIi.c2ln-_ end', 'token [removed] end'],
    ['token eyJhbGci.eyJzdWIi end', 'token [removed] end'],
    ['https://user:pass@host/x', 'https://[removed]host/x'],
    ['https://:@host/x', 'https://[removed]host/x'],
    [`the key ${key} is`, 'the key [removed] is'],
    [`two: ${key} and sig=1`, 'two: [removed] and [removed]'],
  ])('%s is %s', (text, clean) => {
    expect(withoutSecrets(text)).toBe(clean);
  });

  test.each([
    'the account key is wrong',
    'mysig=1',
    'a Bearer',
    'Bearerabc',
    'https://me@host:443/x',
    'mysig%3D1',
    'eyJ is how a token begins',
    'eyJabc without a dot',
    'https://host:443/mail@x.example',
    'user:pass@host',
    'https://host/?q=a:b@c',
    `${'ab'.repeat(19)}=`,
    'a'.repeat(64),
  ])('%s does not change', (text) => {
    expect(withoutSecrets(text)).toBe(text);
  });
});

describe('the text of a failure', () => {
  const long = new Error(`\n  It failed. \r\n\n  RequestId: 1\tsig=abc\n`);

  test('is one line without secrets, for an error or anything thrown', () => {
    expect(failureText(long)).toBe('It failed. RequestId: 1\\u0009[removed]');
    expect(failureText('just words')).toBe('just words');
    expect(failureText(null)).toBe('null');
  });

  test('is its first line as a sentence, with one full stop', () => {
    expect(failureSentence(long)).toBe('It failed.');
    expect(failureSentence(new Error('No stop  \rnext'))).toBe('No stop.');
    expect(failureSentence(new Error('pwd=a'))).toBe('[removed].');
    expect(failureSentence(new Error(''))).toBe('.');
  });

  test('is at most 2,000 characters long', () => {
    expect(failureText(new Error('x'.repeat(30_000)))).toHaveLength(2_000);
    expect(failureText(new Error(`${' '.repeat(20_000)}x`))).toBe('');
  });
});

test.each([
  [
    'Invalid recipients: ciso@contoso.com, "o\'brien+x@eu.contoso.com".',
    'Invalid recipients: [address], "o\'[address]".',
  ],
  ['{"address":"müller@müller.example","x":1}', '{"address":"[address]","x":1}'],
  ['to=<a@x.example>;b@y.example', 'to=<[address]>;[address]'],
  ['The quota of 30 mails @ 1 hour is used up.', 'The quota of 30 mails @ 1 hour is used up.'],
])('a text without addresses: %s', (text, clean) => {
  expect(withoutAddresses(text)).toBe(clean);
});
