import { colours } from '../style';

/** The colours of the charts, `RRGGBB`. Neighbours differ in lightness too, so that they differ in grey print. */
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

/** `AARRGGBB` without the transparency, which the colours of a chart do not have. */
function rgb(argb: string): string {
  return argb.slice(2);
}
