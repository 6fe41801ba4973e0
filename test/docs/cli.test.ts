import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { commandDefinitions } from '../../cli/commands/command-definitions';
import { cliDoc, cliDocCommand } from '../../scripts/cli-doc/cli-doc';

const written = readFileSync(resolve(__dirname, '../../docs/cli.md'), 'utf8');

describe('docs/cli.md', () => {
  test(`is the output of "${cliDocCommand}"`, () => {
    if (cliDoc(commandDefinitions) !== written)
      throw new Error(`docs/cli.md is not in step with the commands: run "${cliDocCommand}".`);
  });

  test('has a section for each command, with examples', () => {
    for (const { name, examples } of commandDefinitions) {
      expect(written).toContain(`\n## ${name}\n`);
      expect(examples.length).toBeGreaterThan(0);
      for (const { line } of examples) expect(written).toContain(line);
    }
  });
});
