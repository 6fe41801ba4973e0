import type { DayState } from '../domain/collection-day';
import type { Severity } from '../domain/finding';
import type { Html } from './html-template';
import { html } from './html-template';

/** What a part of the mail can look like. Severities and states have a colour of their own, and are words as well. */
export type LookName =
  'page' | 'card' | 'ink' | 'muted' | 'line' | 'cell' | 'tile' | 'bar' | 'track' | Severity | DayState;

/** Colours of one mode; left out where the look sets none. */
interface Colours {
  readonly back?: string;
  readonly ink?: string;
  readonly line?: string;
}

const red = { light: { back: '#fbe0dc', ink: '#8b1a10' }, dark: { back: '#5c1f19', ink: '#ffdad4' } };
const amber = { light: { back: '#fdecc8', ink: '#6b3f00' }, dark: { back: '#4f3a0a', ink: '#ffe4ad' } };

/**
 * Every pair of ink and back has a contrast of at least 4.5 to 1 in its mode. Backs are light with dark ink or the
 * other way round, so that a client that turns all colours over by itself keeps them readable.
 */
const looks: Readonly<Record<LookName, { readonly light: Colours; readonly dark: Colours }>> = {
  page: { light: { back: '#edf1f5' }, dark: { back: '#10151a' } },
  card: { light: { back: '#ffffff', ink: '#1b2733' }, dark: { back: '#1a2129', ink: '#e8edf2' } },
  ink: { light: { ink: '#1b2733' }, dark: { ink: '#e8edf2' } },
  muted: { light: { ink: '#52606d' }, dark: { ink: '#aab6c1' } },
  line: { light: { line: '#d8dfe6' }, dark: { line: '#36424e' } },
  cell: { light: { ink: '#1b2733', line: '#d8dfe6' }, dark: { ink: '#e8edf2', line: '#36424e' } },
  tile: { light: { back: '#f3f6f9', ink: '#1b2733' }, dark: { back: '#232d37', ink: '#e8edf2' } },
  bar: { light: { back: '#2f6fab' }, dark: { back: '#6ea8dc' } },
  track: { light: { back: '#e9eef3' }, dark: { back: '#2a3541' } },
  high: red,
  medium: amber,
  low: { light: { back: '#e1ecf7', ink: '#1c4a77' }, dark: { back: '#1d3a57', ink: '#d3e6fa' } },
  info: { light: { back: '#e9edf1', ink: '#414d57' }, dark: { back: '#323d48', ink: '#dde4ea' } },
  complete: { light: { back: '#dcf2e3', ink: '#0b5d2a' }, dark: { back: '#16432a', ink: '#c9f2d8' } },
  partial: amber,
  missing: red,
  lost: red,
};

/** The typeface, set once where all inherit it: system fonts alone. Outlook has its own rule in the mail's head. */
export const font = 'font-family:Segoe UI,Helvetica Neue,Arial,sans-serif';

/**
 * The attributes of a cell or text: colours inline and as `bgcolor`, which every client keeps, and the classes by
 * which dark mode changes them in clients that know style sheets. `style` must not hold typed text.
 */
export function look(style: string, ...names: readonly LookName[]): Html {
  const own = names.map((name) => looks[name].light);
  const back = own.find((colours) => colours.back !== undefined)?.back;
  const paint = own.map((colours) => declarations(colours, '')).join('');
  const classes = names.map((name) => `l-${name}`).join(' ');
  return back === undefined
    ? html`class="${classes}" style="${paint}${style}"`
    : html`class="${classes}" bgcolor="${back}" style="${paint}${style}"`;
}

const names = Object.keys(looks) as LookName[];
const darkRules = names
  .map((name) => `.l-${name}{${declarations(looks[name].dark, ' !important')}}`)
  .join('');

/** Outlook on the web and on phones turns colours over by itself and marks what it changed: text, and backs. */
const outlookRules = names
  .flatMap((name) => {
    const { back, ...rest } = looks[name].dark;
    const ink = declarations(rest, ' !important');
    return [
      ink === '' ? '' : `[data-ogsc] .l-${name}{${ink}}`,
      back === undefined ? '' : `[data-ogsb] .l-${name}{background-color:${back} !important}`,
    ];
  })
  .join('');

/**
 * What a style sheet adds: dark mode, wider margins, and two columns of tiles on a narrow screen. The mail is whole without it. The
 * rules for Outlook stand apart, since a client that does not know a selector may drop its whole sheet.
 */
export const mailStyle = html`<style>
    :root{color-scheme:light dark;supported-color-schemes:light dark}
    body{-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}
    @media (max-width:700px){.tile{max-width:50% !important}}
    @media (min-width:481px){.edge{padding-left:24px !important;padding-right:24px !important}.edge-tiles{padding-left:24px !important;padding-right:16px !important}}
    @media (prefers-color-scheme:dark){${darkRules}}
  </style>
  <style>
    ${outlookRules}
  </style>`;

function declarations({ back, ink, line }: Colours, weight: string): string {
  return [
    back === undefined ? '' : `background-color:${back}${weight};`,
    ink === undefined ? '' : `color:${ink}${weight};`,
    line === undefined ? '' : `${weight === '' ? 'border-top:1px solid ' : 'border-color:'}${line}${weight};`,
  ].join('');
}
