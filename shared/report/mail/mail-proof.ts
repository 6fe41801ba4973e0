import { linkPlace } from '../../domain/archive-link';
import { formatBytes } from '../../text/format-number';
import { oneLine } from '../../text/text-safety';
import { more, short } from './mail-section';

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
export function proofNotes(proof: MailProof | null): string[] {
  if (proof === null || proof.files.length === 0) return [];
  const files = proof.files.slice(0, short).map(({ name, path, sha256, bytes, attached }) => {
    const kept = attached ? 'attached' : 'not attached';
    return `${oneLine(name, 80)} (${formatBytes(bytes)}, ${kept}), archived as ${oneLine(path, 160)}, SHA-256 ${oneLine(sha256, 64)}`;
  });
  const rest = more(proof.files.length, short);
  return [
    ...files,
    ...(rest === null ? [] : [rest]),
    `This mail in the archive: ${linkPlace}. That hash covers the mail, its files and every earlier mail of this report: keep the mail, and "pim-report verify" can prove them.`,
  ];
}
