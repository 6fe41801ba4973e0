import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorld } from '../../local/world';
import { compose } from '../../shared/composition';
import { loadSettings } from '../../shared/composition/load-settings';
import { lastWholeWeek, periodLabel } from '../../shared/domain/time/period';
import { renderHtml } from '../../shared/report/html';
import { renderMail } from '../../shared/report/mail';

/** What a reader of the sample tenant's report gets. */
export interface SampleReport {
  readonly workbook: Uint8Array;
  /** The mail's HTML, with the proof of that workbook. */
  readonly mail: string;
  /** The HTML report. */
  readonly page: string;
}

/**
 * The report of the sample tenant's last week as of a moment, made by the real jobs over the servers of `local/`: the
 * same moment gives the same report.
 * @param columns the columns of the activations; null for all.
 * @throws Error when a job fails.
 */
export async function sampleReport(
  now: Date,
  columns: readonly string[] | null = null,
): Promise<SampleReport> {
  const out = await mkdtemp(join(tmpdir(), 'pim-report-sample-'));
  const world = await startWorld({ now, out, clock: () => now });
  try {
    const { timeZone } = world.tenant;
    // The sample tenant has events alone.
    const settings = { ...world.settings, STANDING_ACCESS: 'off' };
    const pipeline = await compose(loadSettings(settings, { send: true }), {});
    const signal = AbortSignal.timeout(300_000);
    await pipeline.collect(now, signal);
    const plan = { name: 'weekly', timeZone, columns, include: null, formats: ['xlsx'] } as const;
    const definition = { ...plan, recipients: [], cc: [], bcc: [] };
    const period = lastWholeWeek(now, timeZone);
    const { made, failures } = await pipeline.makeReports([{ definition, period }], now, signal);
    const [report] = made;
    const file = report?.files[0];
    if (report === undefined || file === undefined) throw new Error(failures.join('\n'));
    const label = periodLabel(period);
    const archived = {
      name: `weekly-${label}.xlsx`,
      path: `pim-reports/weekly/${label.slice(0, 4)}/${label}.xlsx`,
      sha256: createHash('sha256').update(file.content).digest('hex'),
      bytes: file.content.length,
      attached: true,
    };
    const mail = renderMail(report.model, 'whole', { files: [archived], correction: null });
    return { workbook: file.content, mail: mail.html, page: renderHtml(report.model) };
  } finally {
    await world.stop();
    await rm(out, { recursive: true, force: true });
  }
}
