import { problemsOf, sending, settingsOf } from '../world';

const root = 'https://contoso.europe.communication.azure.com';

describe('the mail service', () => {
  test.each([
    [
      { COMMUNICATION_SERVICES: `endpoint=${root}/;accesskey=a2V5` },
      { connectionString: `endpoint=${root}/;accesskey=a2V5` },
    ],
    [
      { COMMUNICATION_SERVICES: `Endpoint=${root}/;AccessKey=a2V5==;` },
      { connectionString: `Endpoint=${root}/;AccessKey=a2V5==` },
    ],
    [
      { COMMUNICATION_SERVICES: 'endpoint=http://127.0.0.1:4000/;accesskey=a2V5' },
      { connectionString: 'endpoint=http://127.0.0.1:4000/;accesskey=a2V5' },
    ],
    [{ COMMUNICATION_SERVICES: `${root}/` }, { endpoint: root }],
    [{ COMMUNICATION_SERVICES: 'http://localhost:4000' }, { endpoint: 'http://localhost:4000' }],
    [{ COMMUNICATION_SERVICES__endpoint: ` ${root}/ ` }, { endpoint: root }],
    [{ COMMUNICATION_SERVICES__endpoint: 'http://127.0.0.1:4000' }, { endpoint: 'http://127.0.0.1:4000' }],
    [{}, null],
  ])('is read from %j', (environment, email) => {
    expect(settingsOf(environment).email).toEqual(email);
  });

  test.each([
    [
      { COMMUNICATION_SERVICES: 'accesskey=hunter2;endpoint=https://x' },
      'COMMUNICATION_SERVICES: found 36 characters: is not a connection string',
    ],
    [{ COMMUNICATION_SERVICES: `endpoint=${root}` }, 'is not a connection string'],
    [{ COMMUNICATION_SERVICES: `endpoint=${root};accesskey=` }, 'is not a connection string'],
    [
      { COMMUNICATION_SERVICES: 'endpoint=http://mail.example/;accesskey=hunter2' },
      'is http, which is accepted only',
    ],
    [{ COMMUNICATION_SERVICES: 'endpoint=mail.example;accesskey=hunter2' }, 'is not an https URL'],
    [{ COMMUNICATION_SERVICES: 'http://mail.example' }, 'is http, which is accepted only'],
    [{ COMMUNICATION_SERVICES: `https://me:hunter2@mail.example` }, 'must be a plain root URL'],
    [{ COMMUNICATION_SERVICES__endpoint: `endpoint=${root};accesskey=hunter2` }, 'is not an https URL'],
    [{ COMMUNICATION_SERVICES__endpoint: `${root}/emails:send` }, 'must be a plain root URL'],
    [{ COMMUNICATION_SERVICES__endpoint: 'http://[::2]:1' }, 'is http, which is accepted only'],
  ])('rejects %j with one problem that does not show the key', (environment, wrong) => {
    const given = { ...sending, COMMUNICATION_SERVICES__endpoint: '', ...environment };
    const problems = problemsOf(given, { send: true });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(wrong);
    expect(problems[0]).toContain('Example: ');
    expect(problems[0]).not.toContain('hunter2');
  });
});

test('rejects a connection string beside an endpoint, since it is not clear which one is meant', () => {
  const endpoint = { COMMUNICATION_SERVICES__endpoint: 'https://contoso.europe.communication.azure.com' };
  const both = {
    ...endpoint,
    COMMUNICATION_SERVICES: 'endpoint=https://other.communication.azure.com;accesskey=x',
  };
  expect(problemsOf(both)).toEqual([
    'COMMUNICATION_SERVICES is set beside COMMUNICATION_SERVICES__endpoint, which may lead to another mail service. Keep what you use, and remove the other.',
  ]);
  expect(problemsOf({ ...endpoint, COMMUNICATION_SERVICES: ' ' })).toEqual([]);
});
