import { readFileSync, writeFileSync } from 'node:fs';
import { withTable } from './tampering-doc';

/** `npm run docs:tampering`: writes the matrix of tampering into docs/security.md. */
const path = 'docs/security.md';
writeFileSync(path, withTable(readFileSync(path, 'utf8')));
