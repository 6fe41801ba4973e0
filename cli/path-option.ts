import { homedir } from 'node:os';
import { unexpandedPart } from '../shared/config/settings/storage-setting';
import { UsageError } from './errors';

/**
 * Returns the folder that an option names. Shells leave the ~ of `--store=~/audit` as it is.
 * @throws UsageError when it names none, or holds what would become part of the folder's name
 */
export function folderOption(name: '--store' | '--out', text: string, example: string): string {
  if (text.trim() === '') throw new UsageError(`${name} names no folder; write it like ${name} ${example}.`);
  if (/^\s*["']/.test(text))
    throw new UsageError(`${name} has quotes around the folder: write it without them.`);
  if (/^\s*file:/i.test(text))
    throw new UsageError(`${name} takes a folder alone: write it without "file:", like ${name} ${example}.`);
  const wrong = unexpandedPart(text);
  if (wrong !== null) throw new UsageError(`${name} ${wrong}.`);
  return withHome(text);
}

/**
 * Returns the file that an option names.
 * @throws UsageError when it names none
 */
export function fileOption(name: '--file', text: string, example: string): string {
  if (text.trim() === '') throw new UsageError(`${name} names no file; write it like ${name} ${example}.`);
  return withHome(text);
}

const withHome = (path: string): string => path.replace(/^~(?=$|[/\\])/, homedir());
