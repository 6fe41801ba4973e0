import { colours } from '../sheet-style';

/**
 * The colours of the charts, `RRGGBB`. Those that stand beside one another differ in lightness as well, so that they
 * can be told apart in grey.
 */
export const chartColours = {
  ink: rgb(colours.ink),
  muted: rgb(colours.muted),
  title: rgb(colours.accent),
  rule: rgb(colours.rule),
  grid: 'E8ECF0',
  paper: rgb(colours.white),
  first: rgb(colours.accent),
  second: '6FA8DC',
  third: 'F2B84B',
  other: 'C2571A',
} as const;

/** A chart knows no transparency in its colours: `AARRGGBB` without its first two digits. */
function rgb(argb: string): string {
  return argb.slice(2);
}
