import { readFileSync, writeFileSync } from 'node:fs';
import { allSettings } from '../../shared/config/settings-table';
import { sampleSettings, withSettingsTable } from './settings-doc';

// The README's table and the sample file, from the table of settings.
writeFileSync('README.md', withSettingsTable(readFileSync('README.md', 'utf8'), allSettings));
writeFileSync('local.settings.sample.json', sampleSettings(allSettings));
