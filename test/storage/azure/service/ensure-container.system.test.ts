import { BlobServiceClient } from '@azure/storage-blob';
import type { StorageEmulator } from '../../../../local/storage-emulator';
import { openTestStorage } from '../../../support/servers/shared-storage';
import { ensureContainer } from '../../../../shared/storage/azure/service/ensure-container';
import type { Answer, LoopbackServer, ReceivedRequest } from '../../../../local/loopback-server';
import { startFaultProxy } from '../../../support/servers/fault-proxy';

const signal = AbortSignal.timeout(900_000);
let storage: StorageEmulator;
let proxy: LoopbackServer;
let refuse: (request: ReceivedRequest) => Answer | undefined;

/** The answer of the blob service to an identity whose role covers only the container. */
const refusal: Answer = {
  status: 403,
  headers: { 'x-ms-error-code': 'AuthorizationPermissionMismatch' },
};
const refusesCreation = ({ method }: ReceivedRequest) => (method === 'PUT' ? refusal : undefined);

beforeAll(async () => {
  storage = await openTestStorage();
  const [, blobs = ''] = /BlobEndpoint=([^;]+)/.exec(storage.connectionString) ?? [];
  proxy = await startFaultProxy(new URL(blobs).origin, (request) => refuse(request));
});
beforeEach(() => {
  refuse = () => undefined;
});
afterAll(async () => {
  await proxy.close();
  await storage.stop();
});

const containerOf = (name: string) => {
  const through = storage.connectionString.replace(
    /BlobEndpoint=http:\/\/[^/]+/,
    `BlobEndpoint=${proxy.url}`,
  );
  return BlobServiceClient.fromConnectionString(through, {
    retryOptions: { maxTries: 1 },
  }).getContainerClient(name);
};

test('creates a container, and leaves an existing one alone', async () => {
  await ensureContainer(containerOf('new'), signal);
  await ensureContainer(containerOf('new'), signal);
  expect(await containerOf('new').exists()).toBe(true);
});

test('uses an existing container when its creation is refused', async () => {
  await ensureContainer(containerOf('reports'), signal);
  refuse = refusesCreation;
  await ensureContainer(containerOf('reports'), signal);
});

test.each([
  ['the container is not there', 'absent', refusesCreation, 403],
  ['the container may not be seen either', 'reports', () => refusal, 403],
  ['the service fails', 'reports', () => ({ status: 500 }), 500],
])('reports the failed creation when %s', async (_, name, script, statusCode) => {
  refuse = script;
  await expect(ensureContainer(containerOf(name), signal)).rejects.toMatchObject({ statusCode });
});
