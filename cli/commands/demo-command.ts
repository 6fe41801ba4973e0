import { resolve } from 'node:path';
import { runDemo } from '../../local/demo';
import { compose } from '../../shared/composition';
import { loadSettings } from '../../shared/composition/load-settings';
import { formatBytes } from '../../shared/text/format-number';
import { plural } from '../../shared/text/plural';
import type { CommandContext } from './command-context';
import { folderOption } from '../path-option';
import { makeOutFolder, nearPath } from '../output/write-files';

/** `pim-report demo`: runs the whole pipeline on this machine; the results are in a folder. */
export async function demoCommand(options: { readonly out: string }, context: CommandContext): Promise<void> {
  const { terminal, now } = context;
  const out = folderOption('--out', options.out, 'reports');
  await makeOutFolder(out);
  const { mails, ...summary } = await runDemo({
    now,
    out,
    async collectAt(settings, night) {
      const pipeline = await compose(loadSettings(settings, { send: false }), { clock: () => night });
      try {
        await pipeline.collect(night, context.signal);
      } finally {
        pipeline.close();
      }
    },
    onProgress: (step) => {
      terminal.step(step);
    },
  });
  terminal.settle();
  terminal.json({ ...summary, mails });
  terminal.result(
    `${summary.organization}: ${plural(summary.tenantEvents, 'event')} in the sample tenant, read with ` +
      `${plural(summary.graphRequests, 'request')} in ${summary.collectSeconds} s; report made and sent in ${summary.reportSeconds} s.`,
  );
  for (const { subject, to, attachments, eml, html } of mails) {
    terminal.result('');
    terminal.result(`  ${subject}`);
    terminal.result(`  to ${to.join(', ')}`);
    for (const { path, bytes } of attachments)
      terminal.result(`  workbook  ${nearPath(resolve(path))} (${formatBytes(bytes)})`);
    if (eml !== null) terminal.result(`  mail      ${nearPath(resolve(eml))}`);
    if (html !== null) terminal.result(`  as page   ${nearPath(resolve(html))}`);
  }
  for (const [heading = '', sentence = ''] of summary.alerts) {
    terminal.result('');
    terminal.result(`  ${heading}`);
    terminal.result(`  ${sentence}`);
    terminal.result('  alert to the Teams channel security-team, 7 minutes after it happened');
  }
  terminal.result('');
  terminal.result('Everything that was started has been stopped.');
}
