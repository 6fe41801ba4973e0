import { writeFileSync } from 'node:fs';
import { sampleReport } from '../screenshots/sample-report';

/** Those that are printed: the page is to stay small. */
const columns = [
  ...['person', 'role', 'started', 'duration', 'justification', 'approver', 'outcome'],
  ...['worst', 'findings', 'scope', 'requestedBy'],
];

// docs/sample-report.html: the HTML report of the sample tenant on a Monday that never changes.
sampleReport(new Date('2026-11-23T07:00:00Z'), columns)
  .then(({ page }) => {
    writeFileSync('docs/sample-report.html', page);
  })
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
