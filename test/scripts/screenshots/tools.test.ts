import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTools } from '../../../scripts/screenshots/tools';

test('names the missing programs and their packages, and finds the installed ones', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pim-report-tools-'));
  try {
    for (const name of ['chromium', 'pdftotext']) await writeFile(join(folder, name), '');
    const path = `/nowhere::${folder}`;
    expect(() => findTools(path)).toThrow(
      'No soffice, pdftoppm on the PATH: the pictures need it. apt-get install libreoffice-calc poppler-utils',
    );
    for (const name of ['soffice', 'pdftoppm']) await writeFile(join(folder, name), '');
    expect(findTools(path)).toMatchObject({
      chromium: join(folder, 'chromium'),
      soffice: join(folder, 'soffice'),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
