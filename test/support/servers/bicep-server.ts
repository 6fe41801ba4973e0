import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { compilerEnvironment, type BicepCompiler } from '../../../scripts/infra/bicep-compiler';

/** Target of a deployment that is evaluated. */
export interface DeploymentTarget {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly deploymentName: string;
}

/** The compiler's result for a parameter file: warnings and errors, and JSON if it compiled. */
export interface CompiledParameters {
  readonly diagnostics: readonly { readonly level: string; readonly message: string }[];
  readonly parameters?: string;
}

/** A running Bicep compiler. A request that it refuses rejects with its message. */
export interface BicepServer {
  compileParameters(file: string): Promise<CompiledParameters>;
  /** Evaluates a template with the parameters of a file, as Azure does, and returns the JSON of the snapshot. */
  evaluate(file: string, target: DeploymentTarget): Promise<string>;
  stop(): Promise<void>;
}

interface Message {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Starts the compiler once for many files: .NET spends most of a start on compiling the compiler. */
export function startBicepServer(
  { path }: BicepCompiler,
  environment: Readonly<Record<string, string>>,
): BicepServer {
  const child = spawn(path, ['jsonrpc', '--stdio'], {
    env: { ...compilerEnvironment, ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = new Map<number, { done: (result: unknown) => void; fail: (error: Error) => void }>();
  const ended = new Promise<void>((done) => child.once('close', done));
  void ended.then(() => {
    for (const { fail } of waiting.values()) fail(new Error('The Bicep compiler has ended.'));
  });
  let received: Buffer = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (let next = takeMessage(received); next !== null; next = takeMessage(received)) {
      received = next.rest;
      const { id, result, error } = next.message;
      if (error === undefined) waiting.get(id)?.done(result);
      else waiting.get(id)?.fail(new Error(error.message));
      waiting.delete(id);
    }
  });

  let count = 0;
  function request(method: string, params: object): Promise<unknown> {
    const id = (count += 1);
    const answered = new Promise((done, fail) => waiting.set(id, { done, fail }));
    const text = JSON.stringify({ jsonrpc: '2.0', id, method: `bicep/${method}`, params });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    return answered;
  }

  return {
    compileParameters: async (file) =>
      (await request('compileParams', { path: resolve(file), parameterOverrides: {} })) as CompiledParameters,
    evaluate: async (file, metadata) => {
      const found = await request('getSnapshot', { path: resolve(file), metadata, externalInputs: [] });
      return (found as { snapshot: string }).snapshot;
    },
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/** Splits off the first received message: a header with its length, an empty line, JSON. Null if it is incomplete. */
function takeMessage(received: Buffer): { readonly message: Message; readonly rest: Buffer } | null {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const length = Number(/Content-Length: (\d+)/i.exec(received.subarray(0, end).toString())?.[1]);
  const from = end + 4;
  if (received.length < from + length) return null;
  const message = JSON.parse(received.subarray(from, from + length).toString()) as Message;
  return { message, rest: received.subarray(from + length) };
}
