import { rules } from '../../../analysis/findings/rules';
import { maxLookBackDays, type FindingsPolicy, type Threshold } from '../../../domain/findings-policy';

/**
 * Returns a sentence for each threshold that has the right type and cannot be meant: two values for one, more days than
 * anybody keeps, a pattern between slashes.
 */
export function thresholdProblems({ thresholds }: Pick<FindingsPolicy, 'thresholds'>): string[] {
  return rules.flatMap(({ id, thresholds: standards }) => {
    const set = thresholds[id] ?? {};
    const [main] = Object.keys(standards);
    const [bare, named] = [set.value, main === undefined ? undefined : set[main]];
    if (main !== undefined && bare !== undefined && named !== undefined)
      return [
        `FINDINGS.${id} has two values for ${main}, ${JSON.stringify(bare)} as "value" and ${JSON.stringify(named)}: write one, such as {"${id}":${JSON.stringify({ [main]: named })}}.`,
      ];
    return Object.entries(set).flatMap(([name, value]) => {
      const threshold = name === 'value' ? (main ?? name) : name;
      const where = `FINDINGS.${id}${name === 'value' ? '' : `.${name}`}`;
      return wrongValue(where, threshold, value, standards[threshold]) ?? [];
    });
  });
}

function wrongValue(
  where: string,
  name: string,
  value: Threshold,
  standard: Threshold | undefined,
): string | null {
  if (/days$/i.test(name) && typeof value === 'number' && value > maxLookBackDays)
    return `${where} must be at most ${maxLookBackDays} days, such as ${JSON.stringify(standard)}, but is ${value}.`;
  const between =
    typeof standard === 'string' && typeof value === 'string' ? /^\/(.+)\/[a-z]*$/.exec(value) : null;
  if (between !== null)
    return `${where} is ${JSON.stringify(value)}, and its slashes would have to be in the text that it matches: write it without them, such as ${JSON.stringify(between[1])}.`;
  return null;
}
