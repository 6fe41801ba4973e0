import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { ServerCertificate } from '../../../local/loopback-server';

/** A request that passed, without its body. */
export interface ProxiedRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly authorization: string | undefined;
  /** Status of the server's response. */
  readonly status: number;
}

/** Decides for each complete request whether it passes; others are cut off. */
export type ProxyGate = (request: {
  readonly method: string;
  readonly url: string;
  readonly body: Buffer;
}) => boolean;

/** A proxy on 127.0.0.1 that records its requests. */
export interface RecordingProxy {
  /** The root, without a slash at its end. */
  readonly url: string;
  /** Every answered request so far, in order of the answers. */
  readonly requests: readonly ProxiedRequest[];
  close(): Promise<void>;
}

/**
 * Starts a proxy in front of one root. It forwards requests byte for byte, including the `Host` header, because
 * signatures and links contain it. With a certificate it uses TLS, and trusts the server by the same certificate.
 */
export async function startRecordingProxy(
  target: string,
  tls?: ServerCertificate,
  gate: ProxyGate = () => true,
): Promise<RecordingProxy> {
  const requests: ProxiedRequest[] = [];
  const root = new URL(target);

  async function forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = incoming;
    const body = await buffer(incoming);
    if (!gate({ method, url, body })) {
      outgoing.destroy();
      return;
    }
    const options = {
      hostname: root.hostname,
      port: root.port,
      method,
      path: url,
      headers,
      ...(tls && { ca: tls.cert }),
    };
    const passOn = (answer: IncomingMessage): void => {
      const status = answer.statusCode ?? 0;
      requests.push({ method, url, authorization: headers.authorization, status });
      outgoing.writeHead(status, answer.headers);
      answer.pipe(outgoing);
    };
    const onward = root.protocol === 'https:' ? httpsRequest(options, passOn) : httpRequest(options, passOn);
    // A connection that breaks behind the proxy breaks in front of it.
    onward.on('error', () => outgoing.destroy());
    onward.end(body);
  }

  const listener = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    // A client may disconnect at any moment; its complete requests still pass.
    outgoing.on('error', () => undefined);
    forward(incoming, outgoing).catch(() => outgoing.destroy());
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `${root.protocol}//127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
