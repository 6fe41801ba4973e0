import type { ArchivedMail } from './chaos-state';

/** The mails among the files of an archive. */
export const archivedMailsOf = (files: readonly { path: string; content: Uint8Array }[]): ArchivedMail[] =>
  files
    .filter(({ path }) => path.endsWith('-mail.json'))
    .map(({ content }) => JSON.parse(Buffer.from(content).toString()) as ArchivedMail);
