// Renders docs/images from the demo: needs chromium, soffice and pdftoppm (Debian: chromium libreoffice-calc poppler-utils).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const images = resolve('docs/images');
const work = mkdtempSync(join(tmpdir(), 'pim-report-pictures-'));
const run = (program, ...args) => execFileSync(program, args, { cwd: work, stdio: 'ignore' });
const made = (ending) => readdirSync(work).find((name) => name.endsWith(ending));

function photograph(file, picture, width, height) {
  const quiet =
    '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking';
  const args = [
    ...quiet.split(' '),
    '--disable-component-update',
    '--disable-sync',
    `--user-data-dir=${work}/browser`,
  ];
  run(
    'chromium',
    ...args,
    `--screenshot=${join(images, picture)}`,
    `--window-size=${width},${height}`,
    `file://${file}`,
  );
}

try {
  execFileSync('node', ['dist/cli/main.js', 'demo', '--out', work], { stdio: 'inherit' });
  photograph(join(images, 'pipeline.svg'), 'pipeline.png', 1080, 400);
  photograph(join(work, made('.html')), 'mail.png', 720, 1000);
  run('soffice', '--headless', '--convert-to', 'pdf', made('.xlsx'));
  run('pdftoppm', '-r', '110', '-png', '-f', '1', '-l', '1', made('.pdf'), 'page');
  renameSync(join(work, made('.png')), join(images, 'summary.png'));
} finally {
  rmSync(work, { recursive: true, force: true });
}
