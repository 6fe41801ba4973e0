import { lookNames, looks, type Colours, type LookName } from '../colours';
import { html, type Markup } from '../../text/markup';

/** The typeface, set once where all inherit it: system fonts alone. Outlook has its own rule in the mail's head. */
export const font = 'font-family:Segoe UI,Helvetica Neue,Arial,sans-serif';

/**
 * The attributes of a cell or text: colours inline and as `bgcolor`, which every client keeps, and the classes by
 * which dark mode changes them in clients that know style sheets. `style` must not hold typed text.
 */
export function look(style: string, ...names: readonly LookName[]): Markup {
  const own = names.map((name) => looks[name].light);
  const back = own.find((colours) => colours.back !== undefined)?.back;
  const paint = own.map((colours) => declarations(colours, '')).join('');
  const classes = names.map((name) => `l-${name}`).join(' ');
  return back === undefined
    ? html`class="${classes}" style="${paint}${style}"`
    : html`class="${classes}" bgcolor="${back}" style="${paint}${style}"`;
}

const darkRules = lookNames
  .map((name) => `.l-${name}{${declarations(looks[name].dark, ' !important')}}`)
  .join('');

/** Outlook on the web and on phones turns colours over by itself and marks what it changed: text, and backs. */
const outlookRules = lookNames
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
    @media (min-width:481px){.outer{padding:16px 6px !important}.edge{padding-left:24px !important;padding-right:24px !important}.edge-tiles{padding-left:24px !important;padding-right:16px !important}}
    @media (prefers-color-scheme:dark){${darkRules}}
    @media print{body{-webkit-print-color-adjust:exact;print-color-adjust:exact}tr,p{break-inside:avoid}h2,.head{break-after:avoid}}
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
