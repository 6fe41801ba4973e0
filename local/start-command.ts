/** What a line typed at `npm start` asks for: the timer of an index, the end, or nothing that is known. */
export type StartCommand =
  | { readonly does: 'fire'; readonly index: number }
  | { readonly does: 'quit' }
  | { readonly does: 'nothing'; readonly hint: string };

/**
 * Reads a line: the number of a timer, its name or the beginning of it, nothing for the next one in turn, `q` for the end.
 * @param names the timers, in the order of their numbers.
 * @param next the index that an empty line fires.
 */
export function startCommand(line: string, names: readonly string[], next: number): StartCommand {
  const word = line.trim().toLowerCase();
  if (word === '') return { does: 'fire', index: next };
  if (['q', 'quit', 'exit'].includes(word)) return { does: 'quit' };
  const fire = (index: number): StartCommand => ({ does: 'fire', index });
  if (/^\d+$/.test(word) && Number(word) >= 1 && Number(word) <= names.length) return fire(Number(word) - 1);
  const begun = names.filter((name) => name.toLowerCase().startsWith(word));
  if (begun.length === 1) return fire(names.indexOf(begun[0] ?? ''));
  const choices = names.map((name, index) => `${index + 1} ${name}`).join(', ');
  return {
    does: 'nothing',
    hint: `Type a number or a name: ${choices}; Enter for the next one; q to stop.`,
  };
}
