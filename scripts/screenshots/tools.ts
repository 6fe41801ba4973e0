import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The programs that take the pictures, each with Debian's package that holds it. */
const packages = {
  chromium: 'chromium',
  soffice: 'libreoffice-calc',
  pdftoppm: 'poppler-utils',
  pdftotext: 'poppler-utils',
} as const;

export type Tools = Readonly<Record<keyof typeof packages, string>>;

/**
 * Where each program lies on a search path.
 * @param path as in the PATH of the environment.
 * @throws Error that names those that are absent and what to install.
 */
export function findTools(path: string): Tools {
  const names = Object.keys(packages) as (keyof typeof packages)[];
  const places = path.split(delimiter).filter((folder) => folder !== '');
  const found = names.map((name) => {
    const place = places.map((folder) => join(folder, name)).find((file) => existsSync(file));
    return [name, place] as const;
  });
  const absent = found.filter(([, place]) => place === undefined).map(([name]) => name);
  if (absent.length > 0) {
    const wanted = [...new Set(absent.map((name) => packages[name]))].join(' ');
    throw new Error(`No ${absent.join(', ')} on the PATH: the pictures need it. apt-get install ${wanted}`);
  }
  return Object.fromEntries(found) as Tools;
}
