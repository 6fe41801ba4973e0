import { expressionsIn } from './expressions-in';

test.each([
  ['const a: RegExp = /a/gi;', ['/a/gi']],
  ['x.split(/a/).map((b) => b.replace(/[/]/u, "/c/"))', ['/a/', '/[/]/u']],
  ["const a = 'b+'; const c = new RegExp(`^${a}\\\\d`, 'i');", ['/^b+\\d/i']],
  ['const a = String.raw`\\s`; RegExp(a)', ['/\\s/']],
  ["const a = /a+/; const b = new RegExp([a.source, 'b'].join('|'))", ['/a+/', '/a+|b/']],
  ['const f = (a: string) => new RegExp(`^${a}+$`)', ['/^x+$/']],
  ['const f = (a: string) => new RegExp(a)', ['/x/']],
  ['const a = 4 / 2 / 1; // no /b/', []],
])('the expressions in %j', (text, found) => {
  expect(expressionsIn(text).map(({ source, flags }) => `/${source}/${flags}`)).toEqual(found);
});
