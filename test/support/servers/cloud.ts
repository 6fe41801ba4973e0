import type { FaultScript } from '../../../local/loopback-server';
import { type GraphServer, startGraphServer } from '../../../local/graph-server';
import { type IdentityServer, startIdentityServer } from './identity-server';
import { type Mailbox, startMailbox } from '../../../local/mailbox';
import { type RecordingProxy, startRecordingProxy } from './recording-proxy';
import { createSampleTenant } from '../../../local/sample-tenant/sample-tenant';
import { startStorageEmulator } from '../../../local/storage-emulator';
import { makeCertificate } from './certificate';

/** Every service of a deployment on this machine, over TLS; each requires a token made for it. */
export interface Cloud {
  readonly tables: RecordingProxy;
  readonly blobs: RecordingProxy;
  readonly graph: GraphServer;
  readonly mailbox: Mailbox;
  readonly identity: IdentityServer;
  /** Settings with the addresses of the services and the certificate that Node must trust; without an identity. */
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Behaviour of the identity endpoint; may be changed between calls. */
export interface TokenIssue {
  /** The audience that a token for a resource gets. */
  audience: (resource: string) => string;
  /** Time at which tokens are issued: an old time makes expired tokens. */
  issuedAt: () => Date;
  fault: FaultScript;
}

/** Returns a behaviour without faults. */
export const soundIssue = (): TokenIssue => ({
  audience: (resource) => resource,
  issuedAt: () => new Date(),
  fault: () => undefined,
});

/** Starts the services and an identity endpoint that knows one user-assigned identity. */
export async function startCloud(folder: string, clientId: string, issue: TokenIssue): Promise<Cloud> {
  const now = new Date();
  const tenant = createSampleTenant({ now });
  const tls = await makeCertificate(folder);
  const storage = await startStorageEmulator({ tls });
  const tables = await startRecordingProxy(storage.tableUri, tls);
  const blobs = await startRecordingProxy(storage.blobUri, tls);
  const graph = await startGraphServer({ events: tenant.events, lateEvents: tenant.lateEvents, tls });
  const mailbox = await startMailbox({ folder: null, tls });
  const identity = await startIdentityServer({
    clientId,
    clock: () => issue.issuedAt(),
    audience: (resource) => issue.audience(resource),
    faults: (request, n) => issue.fault(request, n),
  });
  return {
    tables,
    blobs,
    graph,
    mailbox,
    identity,
    settings: {
      NODE_EXTRA_CA_CERTS: tls.certFile,
      AUDIT_STORAGE__tableServiceUri: `${tables.url}${new URL(storage.tableUri).pathname}`,
      AUDIT_STORAGE__blobServiceUri: `${blobs.url}${new URL(storage.blobUri).pathname}`,
      GRAPH_ENDPOINT: graph.url,
      GRAPH_REQUESTS_PER_10_SECONDS: '0',
      COMMUNICATION_SERVICES__endpoint: mailbox.url,
      REPORT_SENDER: 'pim-report@northgate-shipping.example',
      REPORT_RECIPIENTS: 'security@northgate-shipping.example',
    },
    async close() {
      for (const server of [identity, mailbox, graph, blobs, tables]) await server.close();
      await storage.stop();
    },
  };
}
