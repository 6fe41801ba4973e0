import { least, problemsOf, settingsOf } from '../world';

const account = (name: string): string =>
  `DefaultEndpointsProtocol=https;AccountName=${name};AccountKey=c2VjcmV0LWtleQ==;EndpointSuffix=core.windows.net`;
const uris = {
  AUDIT_STORAGE__tableServiceUri: 'https://contosoaudit.table.core.windows.net/',
  AUDIT_STORAGE__blobServiceUri: 'https://contosoaudit.blob.core.windows.net',
};
const secrets = /c2VjcmV0|hunter2|sig=[^…]/;

describe('audit storage', () => {
  test('uses its own connection string or service URIs rather than the storage of the host', () => {
    const host = { AzureWebJobsStorage: account('host') };
    expect(settingsOf(host).storage).toEqual({ connectionString: account('host') });
    expect(settingsOf({ ...host, ...uris }).storage).toEqual({
      tableUri: 'https://contosoaudit.table.core.windows.net',
      blobUri: 'https://contosoaudit.blob.core.windows.net',
    });
    expect(settingsOf({ ...host, AUDIT_STORAGE: account('own') }).storage).toEqual({
      connectionString: account('own'),
    });
  });

  test('rejects two stores, since it is not clear which one is meant', () => {
    expect(problemsOf({ ...uris, AUDIT_STORAGE: 'file:/var/lib/pim-report' })).toEqual([
      'AUDIT_STORAGE is set beside AUDIT_STORAGE__tableServiceUri and AUDIT_STORAGE__blobServiceUri, which may lead to another store. Keep what you use, and remove the other.',
    ]);
  });

  test.each([
    'UseDevelopmentStorage=true',
    account('a'),
    'AccountKey=x;AccountName=y;DefaultEndpointsProtocol=http;TableEndpoint=http://127.0.0.1:10002/y;BlobEndpoint=http://localhost:1/y',
    'TableEndpoint=https://a.table.core.windows.net;BlobEndpoint=https://a.blob.core.windows.net;SharedAccessSignature=sv=2024&sig=x',
  ])('can be %s', (text) => {
    expect(settingsOf({ AUDIT_STORAGE: ` ${text} ` }).storage).toEqual({ connectionString: text });
  });

  test.each([
    ['file:/var/lib/pim-report', '/var/lib/pim-report'],
    ['file:pim-report', 'pim-report'],
    ['file:\\\\server\\C$\\audit 100%', '\\\\server\\C$\\audit 100%'],
    ['FILE: C:\\audit store ', 'C:\\audit store'],
    ['file:///home/anna/pim%20report', '/home/anna/pim report'],
  ])('can be the folder %s', (text, folder) => {
    expect(settingsOf({ AUDIT_STORAGE: text }).storage).toEqual({ folder });
  });

  test.each([
    ['file:', 'names no folder'],
    ['file:///%', 'names no folder'],
    ['file://server/share', 'names no folder'],
    ['file:$HOME/pim-report', 'holds "$HOME", which nothing replaces here: write the whole path'],
    ['file:/srv/${NAME}', 'holds "${NAME}"'],
    ['file:%APPDATA%\\pim-report', 'holds "%APPDATA%"'],
    ['file:file:/var/lib/pim-report', 'has "file:" before the folder twice: write it once'],
    ['file:~/pim-report', 'begins with "~"'],
    ['file:"/var/lib/pim-report"', 'has quotes around the folder: write it without them'],
    ["file: '/var/lib/pim-report'", 'has quotes around the folder: write it without them'],
    ['"file:/var/lib/pim-report"', 'begins with a quotation mark: write it without quotes'],
  ])('cannot be the folder %s', (text, wrong) => {
    const problems = problemsOf({ AUDIT_STORAGE: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(wrong);
  });

  test('cannot be a folder of a Function App in Azure', () => {
    const problems = (IDENTITY_ENDPOINT: string, isFunctionApp: boolean) =>
      problemsOf({ AUDIT_STORAGE: 'file:/data', IDENTITY_ENDPOINT }, { send: false, isFunctionApp });
    expect(problems('http://127.0.0.1:41000/msi/token', true)).toEqual([
      expect.stringMatching(
        /^AUDIT_STORAGE: found a folder, which a Function App in Azure loses .* Example: Default/,
      ),
    ]);
    // On a developer's machine, and in a terminal.
    expect(problems('', true)).toEqual([]);
    expect(problems('http://127.0.0.1:41000/msi/token', false)).toEqual([]);
  });

  test('cannot be a folder if it is the storage of the host', () => {
    expect(problemsOf({ AzureWebJobsStorage: 'file:x' })[0]).toContain('is not a storage connection string');
  });

  test('loses all slashes at the end of a URI, and no others', () => {
    const storage = settingsOf({
      AzureWebJobsStorage: '',
      AUDIT_STORAGE__tableServiceUri: 'https://a.example//x//',
      AUDIT_STORAGE__blobServiceUri: 'https://b.example//',
    }).storage;
    expect(storage).toEqual({ tableUri: 'https://a.example//x', blobUri: 'https://b.example' });
  });

  test('is required', () => {
    expect(problemsOf({ AzureWebJobsStorage: '' })[0]).toContain(
      'AUDIT_STORAGE is not set, nor is AzureWebJobsStorage',
    );
  });

  test.each([
    ['AUDIT_STORAGE', 'hunter2-pasted-in-the-wrong-place'],
    ['AUDIT_STORAGE', 'AccountKey=c2VjcmV0LWtleQ=='],
    ['AzureWebJobsStorage', 'https://contosoaudit.table.core.windows.net?sig=hunter2'],
    // The SDK of tables rejects these with an unclear error: no protocol, or no endpoint for the signature.
    ['AUDIT_STORAGE', 'AccountName=a;AccountKey=c2VjcmV0LWtleQ==;EndpointSuffix=core.windows.net'],
    ['AUDIT_STORAGE', 'SharedAccessSignature=sv=1&sig=hunter2;AccountName=a'],
  ])('rejects %s = %s, and shows the length of the text only', (name, text) => {
    const [problem = ''] = problemsOf({ ...least, [name]: text });
    expect(problem).toContain(`${name}: found ${text.length} characters: is not`);
    expect(problem).toContain('Example: ');
    expect(problem).not.toMatch(secrets);
  });

  test.each([
    account('a').replace('https', 'http'),
    `${account('a')};TableEndpoint=http://storage.contoso.example/a`,
    'UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://proxy.contoso.example',
  ])('rejects another machine without TLS: %s', (text) => {
    const [problem = ''] = problemsOf({ AUDIT_STORAGE: text });
    expect(problem).toMatch(/^AUDIT_STORAGE: found \d+ characters: leads to "http.*" without TLS.*use https/);
    expect(problem).not.toMatch(secrets);
  });

  test.each([
    [
      { ...uris, AUDIT_STORAGE__blobServiceUri: '' },
      'AUDIT_STORAGE__blobServiceUri: is not set, but the other',
    ],
    [
      { ...uris, AUDIT_STORAGE__tableServiceUri: '' },
      'AUDIT_STORAGE__tableServiceUri: is not set, but the other',
    ],
    [{ ...uris, AUDIT_STORAGE__blobServiceUri: 'http://a.blob.core.windows.net' }, 'is not an https URL'],
    [
      { ...uris, AUDIT_STORAGE__tableServiceUri: 'contosoaudit' },
      'found "contosoaudit": is not an https URL',
    ],
    [{ ...uris, AUDIT_STORAGE__tableServiceUri: account('oops') }, 'characters that hold a secret: is not'],
    [
      { ...uris, AUDIT_STORAGE__blobServiceUri: 'https://a.blob.core.windows.net/?sv=1&sig=hunter2' },
      'characters that hold a secret: is not',
    ],
    [
      { ...uris, AUDIT_STORAGE__blobServiceUri: 'https://me:hunter2@a.blob.core.windows.net' },
      'without user',
    ],
  ])('needs two plain https URIs with the managed identity: %j', (environment, wrong) => {
    const problems = problemsOf(environment);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(wrong);
    expect(problems[0]).toContain('Example: https://contosoaudit.');
    expect(problems[0]).not.toMatch(secrets);
  });
});

describe('the host of a service URI', () => {
  const problemsWith = (table: string, blob: string) =>
    problemsOf({ AUDIT_STORAGE__tableServiceUri: table, AUDIT_STORAGE__blobServiceUri: blob });

  test.each([
    ['core.windows.net'],
    ['core.usgovcloudapi.net'],
    ['core.chinacloudapi.cn'],
    ['storage.azure.net'],
  ])('names the service that is meant in %s', (domain) => {
    const of = (service: string) => `https://contoso.${service}.${domain}`;
    expect(problemsWith(of('table'), of('blob'))).toEqual([]);
    expect(problemsWith(of('privatelink.table'), of('z01.privatelink.blob'))).toEqual([]);
    expect(problemsWith(of('blob'), of('table'))).toEqual([
      expect.stringContaining(
        `leads to the blob service (contoso.blob.${domain}), not to the table service. `,
      ),
      expect.stringContaining(
        `leads to the table service (contoso.table.${domain}), not to the blob service. `,
      ),
    ]);
    expect(problemsWith(of('privatelink.blob'), of('dfs'))).toHaveLength(2);
  });

  test('may be one of your own', () => {
    expect(problemsWith('https://blob.contoso.com', 'https://audit.contoso.com:8443/table')).toEqual([]);
  });

  test('names the service that is meant in a connection string, too', () => {
    const [table, blob] = ['table', 'blob'].map((service) => `https://contoso.${service}.core.windows.net`);
    const problems = problemsOf({
      AUDIT_STORAGE: `TableEndpoint=${blob};BlobEndpoint=${table};SharedAccessSignature=sv=2024&sig=hunter2`,
    });
    expect(problems).toEqual([
      expect.stringContaining('has a TableEndpoint that leads to the blob service'),
      expect.stringContaining('has a BlobEndpoint that leads to the table service'),
    ]);
    expect(problems.join()).not.toMatch(secrets);
  });
});
