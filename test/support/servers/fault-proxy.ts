import { request as httpRequest, type IncomingMessage } from 'node:http';
import {
  startLoopbackServer,
  type Answer,
  type FaultScript,
  type LoopbackServer,
  type ReceivedRequest,
} from '../../../local/loopback-server';

/** Headers that belong to one connection, not to the message. */
const ofTheConnection = ['transfer-encoding', 'connection', 'keep-alive', 'content-length'];

/**
 * Starts a proxy on 127.0.0.1 in front of one http root; it injects the faults of the script. It forwards requests byte
 * for byte, including the `Host` header, because signatures and links contain it.
 */
export function startFaultProxy(target: string, faults: FaultScript): Promise<LoopbackServer> {
  const root = new URL(target);
  return startLoopbackServer({ clock: () => new Date(), answer: forward, faults });

  function forward({ method, url, headers, body }: ReceivedRequest): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = root;
      const onward = httpRequest({ hostname, port, method, path: url, headers }, (answer) => {
        read(answer).then(resolve, reject);
      });
      onward.on('error', reject);
      onward.end(body);
    });
  }
}

async function read(answer: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
    ofTheConnection.includes(name) ? [] : [[name, String(value)] as const],
  );
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
}
