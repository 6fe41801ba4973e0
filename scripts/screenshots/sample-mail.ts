import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorld } from '../../local/world';
import { compose, loadSettings } from '../../shared/composition';
import { lastWholeWeek } from '../../shared/domain/period';
import { renderHtml } from '../../shared/report/html';
import { renderMail } from '../../shared/report/mail';
import { renderReportFile } from '../../shared/report/report-file';
import type { ReportModel } from '../../shared/report/report-model';

/** The sample tenant's last week as of a moment, collected and analysed by the real jobs over the servers of `local/`. */
export async function sampleReport(now: Date): Promise<ReportModel> {
  const out = await mkdtemp(join(tmpdir(), 'pim-report-sample-'));
  const world = await startWorld({ now, out, clock: () => now });
  try {
    const { timeZone } = world.tenant;
    const pipeline = await compose(loadSettings(world.settings, { send: true }), {});
    const signal = AbortSignal.timeout(300_000);
    await pipeline.collect(now, signal);
    const order = { name: 'weekly', timeZone, columns: null, include: null, formats: [] };
    const addressees = { recipients: [], cc: [], bcc: [] };
    const period = lastWholeWeek(now, timeZone);
    const { made, failures } = await pipeline.makeReports(
      [{ order: { ...order, ...addressees }, period }],
      now,
      signal,
    );
    const model = made[0]?.model;
    if (model === undefined) throw new Error(failures.join('\n'));
    return model;
  } finally {
    await world.stop();
    await rm(out, { recursive: true, force: true });
  }
}

/** The mail and the HTML report of a model, the mail with the proof of a workbook. */
export async function samplePages(model: ReportModel): Promise<{ mail: string; report: string }> {
  const { name, content } = await renderReportFile('xlsx', model, null);
  const year = String(model.period.from.getUTCFullYear());
  const file = {
    name,
    path: `pim-reports/${model.report}/${year}/${name.replace(`${model.report}-`, '')}`,
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
    attached: true,
  };
  const { html } = renderMail(model, 'whole', { files: [file], correction: null });
  return { mail: html, report: renderHtml(model) };
}
