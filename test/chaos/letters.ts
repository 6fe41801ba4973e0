import type { Letter } from './chaos-state';

/** The mails among the files of an archive. */
export const lettersOf = (files: readonly { path: string; content: Uint8Array }[]): Letter[] =>
  files
    .filter(({ path }) => path.endsWith('-mail.json'))
    .map(({ content }) => JSON.parse(Buffer.from(content).toString()) as Letter);
