import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import type { FakeProgram } from './fake-program';

/** Answers a call: returns what the program prints, or throws a {@link ProgramRefusalError}. */
export type ProgramAnswer = (args: readonly string[]) => string | Promise<string>;

/** A call that the program refuses: its message goes to stderr, and the exit code is 1. */
export class ProgramRefusalError extends Error {
  override readonly name = 'ProgramRefusalError';
}

/**
 * Puts a program into `folder` whose calls the test process answers, for scripts that call it a hundred times. The file
 * is a short bash script that sends the arguments over a socket and prints the answer, so a call does not start Node.
 */
export async function serveProgram(
  folder: string,
  name: string,
  answer: ProgramAnswer,
): Promise<FakeProgram> {
  const calls: string[][] = [];
  const server = createServer((socket) => {
    // A killed script closes the connection.
    socket.on('error', () => socket.destroy());
    readArguments(socket, (args) => {
      calls.push(args);
      void reply(args).then((text) => socket.end(text));
    });
  });

  async function reply(args: readonly string[]): Promise<string> {
    try {
      return `0\n${await answer(args)}`;
    } catch (error) {
      return `1\n${error instanceof ProgramRefusalError ? error.message : String(error)}`;
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  // The server does not keep the process alive, so nobody has to close it.
  server.unref();
  const text = `#!/bin/bash
exec 3<>/dev/tcp/127.0.0.1/${(server.address() as AddressInfo).port}
printf '%s\\0' $# "$@" >&3
read -r code <&3
if [ "$code" = 0 ]; then cat <&3; else cat <&3 >&2; fi
exit "$code"
`;
  await writeFile(join(folder, name), text, { mode: 0o755 });
  return { calls: () => Promise.resolve(calls) };
}

/** Reads the number of arguments, then the arguments, each ended by a zero byte. */
function readArguments(socket: Socket, done: (args: string[]) => void): void {
  let received = Buffer.alloc(0);
  const read = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk]);
    const [count, ...args] = received.toString('utf8').split('\0');
    if (args.length <= Number(count)) return;
    socket.off('data', read);
    done(args.slice(0, -1));
  };
  socket.on('data', read);
}
