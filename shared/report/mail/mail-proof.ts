import type { MailSection } from './mail-section';
import { more, short } from './mail-section';
import { linkPlace } from '../../domain/archive-link';
import { oneLine } from '../../text/text-safety';
import { formatBytes } from '../../text/format-number';

/** One archived file. */
export interface ArchivedFile {
  readonly name: string;
  /** Container and blob name. */
  readonly path: string;
  /** SHA-256 of its bytes, in hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** Whether this very file is attached to the mail. */
  readonly attached: boolean;
}

/** The proof of a report: its archived files, and what this mail corrects (null for the first of its period). */
export interface MailProof {
  readonly files: readonly ArchivedFile[];
  readonly correction: string | null;
}

/**
 * For a reader who checks a file a year from now: its SHA-256, and the place of the archived file. The hash of the mail's
 * own link is put in when the mail has been archived.
 */
export function proofSections(proof: MailProof | null): MailSection[] {
  if (proof === null || proof.files.length === 0) return [];
  const section = {
    title: 'Archive and proof',
    lead: null,
    figures: false,
    head: [],
    rows: [],
    notes: [
      ...proof.files
        .slice(0, short)
        .flatMap(({ name, path, sha256, bytes, attached }) => [
          `${oneLine(name, 80)} (${formatBytes(bytes)}, ${attached ? 'attached' : 'not attached'})`,
          `SHA-256: ${oneLine(sha256, 64)}`,
          `Archived as: ${oneLine(path, 160)}`,
        ]),
      more(proof.files.length, short),
      `This mail in the archive: ${linkPlace}`,
      'That hash covers the mail, its files and every earlier mail of this report: keep the mail, and "pim-report verify" can prove them.',
    ].filter((note) => note !== null),
  };
  return [section];
}
