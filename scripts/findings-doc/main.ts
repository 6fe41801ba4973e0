import { readFileSync, writeFileSync } from 'node:fs';
import { rules } from '../../shared/analysis/findings/rules';
import { findingsDoc } from './findings-doc';

// docs/findings.md, and the number of rules in the README.
writeFileSync('docs/findings.md', findingsDoc(rules));
const readme = readFileSync('README.md', 'utf8');
writeFileSync('README.md', readme.replace(/^\d+ rules, from/m, `${rules.length} rules, from`));
