import { relative } from 'node:path';
import { runDemo } from '../local/demo';
import type { Terminal } from './terminal';

/** A path as a person here would write it. */
function path(of: string | null): string {
  const near = of === null ? '' : relative(process.cwd(), of);
  return near.startsWith('..') ? (of ?? '') : near;
}

/** `pim-report demo`: the whole pipeline on this machine; results in a folder. */
export async function demoCommand(out: string, terminal: Terminal, now: Date): Promise<void> {
  const summary = await runDemo({
    now,
    out,
    onProgress: (step) => {
      terminal.step(step);
    },
  });
  terminal.settle();
  terminal.json(summary);
  terminal.result(
    `${summary.organization}: ${summary.tenantEvents} events in the sample tenant, read with ` +
      `${summary.graphRequests} requests in ${summary.collectSeconds} s; report made and sent in ${summary.reportSeconds} s.`,
  );
  for (const mail of summary.mails) {
    terminal.result('');
    terminal.result(`  ${mail.subject}`);
    terminal.result(`  to ${mail.to.join(', ')}`);
    for (const { path: file, bytes } of mail.attachments)
      terminal.result(`  workbook  ${path(file)} (${Math.round(bytes / 1024)} KB)`);
    terminal.result(`  mail      ${path(mail.eml)}`);
    terminal.result(`  as page   ${path(mail.html)}`);
  }
  terminal.result('');
  terminal.result('Everything that was started has been stopped.');
}
