import { writeFileSync } from 'node:fs';
import { commandDefinitions } from '../../cli/commands/command-definitions';
import { cliDoc } from './cli-doc';

// docs/cli.md from the commands.
writeFileSync('docs/cli.md', cliDoc(commandDefinitions));
