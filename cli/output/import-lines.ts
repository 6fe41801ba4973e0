import type { LogSource } from '../../shared/domain/events/log-source';
import type { ImportResult } from '../../shared/jobs/import/import-logs';
import type { ImportedFile } from '../../shared/jobs/import/imported-file';
import { formatNumber } from '../../shared/text/format-number';
import { plural } from '../../shared/text/plural';

const kindNames: Readonly<Record<LogSource, string>> = {
  graph: 'Microsoft Graph',
  'graph json': 'Graph JSON',
  'portal json': 'portal JSON',
  'azure monitor': 'Azure Monitor',
  'log analytics': 'Log Analytics',
  'portal csv': 'portal CSV',
  'activity log': 'Activity Log',
  'unified audit log': 'unified audit log',
};

/** The lines that `import` ends with: one for each file, then the days. */
export function importLines({ files, days, dryRun }: ImportResult): string[] {
  const states = [...new Set(days.map(({ state }) => state))].sort();
  const counts = states.map((state) => `${days.filter((day) => day.state === state).length} ${state}`);
  const touched = days.length === 0 ? [] : [`${plural(days.length, 'day')}: ${counts.join(', ')}.`];
  return [...files.map(fileLine), ...touched, ...(dryRun ? ['Dry run: nothing was stored.'] : [])];
}

function fileLine(one: ImportedFile): string {
  const { file, kind, read, known, replaced, ignored, refused, problem } = one;
  if (read === 0) return `${file}: ${problem === null ? 'empty, nothing to import' : 'nothing imported'}.`;
  const better = replaced === 0 ? '' : ` (${formatNumber(replaced)} replaced by a fuller record)`;
  const counts = [
    `${formatNumber(one.new)} new`,
    `${formatNumber(known)} known${better}`,
    `${formatNumber(ignored)} ignored`,
    `${formatNumber(refused)} refused`,
  ];
  const kindName = kind === null ? '' : `${kindNames[kind]}, `;
  return `${file}: ${kindName}${plural(read, 'row')}: ${counts.join(', ')}.${spanWords(one)}${tenantWords(one)}`;
}

function spanWords({ first, last, days }: ImportedFile): string {
  if (first === null || last === null) return '';
  return ` ${timeWords(first)} to ${timeWords(last)} UTC, ${plural(days.length, 'day')}.`;
}

/** A file that names no tenant can be of any, whatever `--tenant` and the store say. */
const tenantWords = ({ tenantId, new: added }: ImportedFile): string =>
  tenantId === null && added > 0 ? ' It does not name its tenant: check that it is yours.' : '';

const timeWords = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ');

/** What could not be imported, a sentence for each file; empty when everything was. */
export function importFailures({ files }: ImportResult): string[] {
  return files.flatMap(({ file, read, refused, firstRefusal, refusedFile, problem }) => {
    const where = refusedFile === null ? '' : ` ${refusedFile} has all of them.`;
    const first =
      firstRefusal === null ? '' : `, the first (line ${firstRefusal.line}) because: ${firstRefusal.reason}`;
    const refusal =
      refused === 0
        ? []
        : [`${file}: ${formatNumber(refused)} of ${plural(read, 'row')} refused${first}${where}`];
    return [...(problem === null ? [] : [`${file}: ${problem}`]), ...refusal];
  });
}

/** The result with sums over all files, for programs. */
export function importJson(result: ImportResult) {
  const sum = (of: (file: ImportedFile) => number) =>
    result.files.reduce((total, file) => total + of(file), 0);
  const totals = {
    read: sum(({ read }) => read),
    new: sum((file) => file.new),
    known: sum(({ known }) => known),
    replaced: sum(({ replaced }) => replaced),
    ignored: sum(({ ignored }) => ignored),
    refused: sum(({ refused }) => refused),
  };
  return { ...result, totals };
}
