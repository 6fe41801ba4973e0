import { writeFileSync } from 'node:fs';
import { rules } from '../../shared/analysis/findings/rules';
import { findingsDoc } from './findings-doc';

// docs/findings.md from the rules.
writeFileSync('docs/findings.md', findingsDoc(rules));
