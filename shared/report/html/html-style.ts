import { lookNames, looks } from '../colours';
import { inlineCode } from './html-inline';

/** How dark the hours of a week are drawn, from none to the most: the back and its ink. */
const hours = {
  light: ['#f3f6f9 #52606d', '#dbe7f3 #1b2733', '#a9c6e3 #1b2733', '#5b8fc0 #000000', '#1f4e79 #ffffff'],
  dark: ['#232d37 #aab6c1', '#20364c #e8edf2', '#2c5078 #ffffff', '#6ea8dc #000000', '#b9d9f5 #000000'],
};

/** The colours of the mail, by name: `--high-back`, `--high-ink`. */
function variables(mode: 'light' | 'dark'): string {
  const named = lookNames.flatMap((name) =>
    Object.entries(looks[name][mode]).map(([part, colour]) => `--${name}-${part}:${String(colour)};`),
  );
  const heat = hours[mode].map(
    (pair, step) => `--h${step}-back:${pair.slice(0, 7)};--h${step}-ink:${pair.slice(8)};`,
  );
  return [...named, ...heat].join('');
}

const badges = lookNames
  .filter((name) => 'ink' in looks[name].light && 'back' in looks[name].light)
  .map((name) => `.${name}{background:var(--${name}-back);color:var(--${name}-ink)}`);
const heat = hours.light.map(
  (_, step) => `.hours .h${step}{background:var(--h${step}-back);color:var(--h${step}-ink)}`,
);
const widths = Array.from({ length: 68 }, (_, index) => index + 5);

/** Up to this width, in CSS pixels, the values of a row are shown below each other, because no list fits as a table. */
const narrow = 700;

/**
 * The style sheet of the HTML report: light and dark, on screens from a phone's up and on A4 across, where the ids are
 * left out (the workbook has them), every row is shown and every page repeats the heads. Nothing is from elsewhere.
 * Widths on paper are in em: a ch of a wide typeface would make the widest list wider than the page.
 * @param labels style rules of the lists that name each value of a row on a narrow screen
 */
export function htmlStyle(labels: string) {
  return inlineCode(
    'style',
    rules.replace('/* labels */', () => labels),
  );
}

const rules = `
:root{color-scheme:light dark;${variables('light')}}
@media screen and (prefers-color-scheme:dark){:root{${variables('dark')}}}
body{margin:0;background:var(--page-back);color:var(--card-ink);font:15px/1.5 'Segoe UI',Calibri,Arial,sans-serif}
main{max-width:1600px;margin:0 auto;padding:24px;background:var(--card-back);box-sizing:border-box;overflow-wrap:anywhere}
a{color:inherit}
h1{margin:20px 0 0;font-size:28px;line-height:34px}
h2{margin:36px 0 8px;font-size:20px;line-height:26px}
h3{margin:20px 0 6px;font-size:15px}
h1+p{margin:2px 0 0;color:var(--muted-ink)}
.status{margin:0;padding:12px 16px;font-weight:bold}
.lead{font-size:18px}
nav{display:flex;flex-wrap:wrap;gap:4px 20px}
${badges.join('\n')}
.figures{display:flex;flex-wrap:wrap;gap:12px;margin:16px 0}
.figures div{flex:1 1 120px;max-width:230px;box-sizing:border-box;padding:10px 14px;background:var(--tile-back)}
dt,.before,footer{color:var(--muted-ink);font-size:13px}
dd{margin:0;font-size:22px;font-weight:bold}
dd.before{font-weight:normal}
.tools{display:flex;flex-wrap:wrap;align-items:center;gap:4px 14px;margin:0 0 8px}
.tools[hidden]{display:none}
.up{font-size:13px;font-weight:normal;margin-left:8px}
tbody tr{scroll-margin-top:40px}
tr:target{background:var(--medium-back);color:var(--medium-ink)}
.brief .detail{display:none}
.tools input[type=search]{width:260px;max-width:100%;box-sizing:border-box;margin-left:6px;padding:5px 8px;border:1px solid var(--muted-ink);background:var(--card-back);color:var(--card-ink);font:inherit}
output{color:var(--muted-ink)}
.wide{overflow:auto;max-height:85vh}
table{border-collapse:collapse;font-size:13px}
th,td{padding:5px 10px 5px 0;border-bottom:1px solid var(--line-line);text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th,thead td{color:var(--muted-ink);font-weight:normal;white-space:nowrap}
tbody th{font-weight:normal}
.list thead th{box-sizing:border-box;position:sticky;top:0;z-index:1;padding:6px 10px 6px 8px;background:var(--tile-back);color:var(--tile-ink);font-weight:bold}
.list tbody td{padding:6px 10px 6px 8px}
.list tbody tr:hover{background:var(--tile-back)}
th button{margin-left:5px;padding:0;border:0;background:none;color:inherit;font:inherit;cursor:pointer}
th button::after{content:'\\2195';opacity:.5}
th[aria-sort=ascending] button::after{content:'\\25B2';opacity:1}
th[aria-sort=descending] button::after{content:'\\25BC';opacity:1}
${widths.map((width) => `.w${width}{min-width:${Math.round(width * 0.85)}ch}`).join('')}
.long{white-space:pre-wrap}
.id{color:var(--muted-ink);font-size:11px}
.instant,.day{white-space:nowrap}
.number,.minutes,.duration,.list thead .number,.list thead .minutes,.list thead .duration{text-align:right;font-variant-numeric:tabular-nums}
td b{padding:1px 7px;white-space:nowrap}
.panels{display:flex;flex-wrap:wrap;gap:0 48px}
.panels section{max-width:100%;overflow-x:auto}
.bar{width:160px;min-width:60px;vertical-align:middle}
.bar svg{display:block;fill:var(--bar-back)}
.hours{font-variant-numeric:tabular-nums}
.hours th,.hours td{padding:4px 5px;text-align:center}
.hours td{min-width:18px;border:1px solid var(--card-back);print-color-adjust:exact}
${heat.join('\n')}
footer{margin-top:36px}
@media (max-width:600px){main{padding:12px}.bar{width:40px;min-width:20px}.panels th,.panels td{padding-right:6px}.panels thead th{white-space:normal}}
@media screen and (max-width:${narrow}px){
.wide{overflow:visible;max-height:none}
.many .wide{overflow:auto;max-height:70vh}
.list table,.list tbody,.list tbody td{display:block}
.list thead{display:none}
.list thead:has(button){display:block}
.list thead tr{display:flex;flex-wrap:wrap;gap:2px 14px}
.list thead tr::before{content:'Sort by'}
.list thead th{position:static;min-width:0 !important;padding:2px 0;border:0;background:none;color:var(--muted-ink);font-weight:normal}
.list.brief thead .detail{display:none}
.list table,.list .id{font-size:14px}
.list tbody tr{display:block;padding:8px 0;border-bottom:1px solid var(--muted-ink);scroll-margin-top:8px}
.list tbody tr[hidden]{display:none}
.list tbody td{display:grid;grid-template-columns:100px minmax(0,1fr);gap:0 10px;min-width:0;padding:2px 0;border:0;text-align:left;white-space:normal}
.list tbody .long{white-space:pre-wrap}
.list tbody td:empty,.brief tbody .detail{display:none}
.list tbody td::before{color:var(--muted-ink);font-size:13px;white-space:normal}
.list tbody td b{justify-self:start}
.hours{table-layout:fixed;width:100%;font-size:9px}
.hours th,.hours td{min-width:0;padding:4px 0;overflow-wrap:normal}
.hours th:first-child{width:26px}
/* labels */}
@page{size:A4 landscape;margin:12mm}
@media print{
body,main{background:none;padding:0;max-width:none}
.list .id{font-size:inherit}
nav,.up,.tools,.tools[hidden],th button,.list .detail{display:none}
.status,td b,.figures div{print-color-adjust:exact}
.wide,.panels section{overflow:visible;max-height:none}
.list tbody tr[hidden]{display:table-row}
.list table{width:100%;font-size:8px;line-height:1.35}
.list tbody td,.list thead th{min-width:4.7em !important;padding:2px 3px}
.list tbody .w30{min-width:6.6em}
.list tbody .long{min-width:11em}
.list thead th{position:static;white-space:normal}
.instant,.day{white-space:normal}
thead{display:table-header-group}
thead,tr,h2,h3{break-inside:avoid}
h2,h3{break-after:avoid}
}
`;
