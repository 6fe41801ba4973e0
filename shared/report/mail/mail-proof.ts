import { linkPlace } from '../../domain/reports/archive-link';
import { formatBytes } from '../../text/format-number';
import { oneLine } from '../../text/text-safety';
import { joinList, plural } from '../../text/plural';

/** One archived file. */
export interface ArchivedFile {
  readonly name: string;
  /** Its path in the archive, without the container. */
  readonly path: string;
  /** SHA-256 of its bytes, in hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** Whether this very file is attached to the mail. */
  readonly attached: boolean;
}

/**
 * For a reader who checks a file a year from now: where the files are archived, and the hash of the mail's own link in
 * the archive, which covers them. That hash is put in when the mail has been archived.
 */
export function proofNotes(files: readonly ArchivedFile[]): string[] {
  const [first, ...others] = files;
  if (first === undefined) return [];
  const rest = others.length === 0 ? '' : ` and ${plural(others.length, 'more file')}`;
  const left = files.filter(({ attached }) => !attached).map(named);
  return [
    `Archived as ${oneLine(first.path, 160)}${rest}.`,
    ...(left.length === 0 || left.length === files.length ? [] : [`Not attached: ${joinList(left)}.`]),
    `Proof: ${linkPlace} ("pim-report verify" checks it; it covers this mail, its files and all earlier ones).`,
  ];
}

const named = ({ name, bytes }: ArchivedFile): string => `${oneLine(name, 80)} (${formatBytes(bytes)})`;
