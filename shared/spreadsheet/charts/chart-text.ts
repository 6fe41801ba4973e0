import { xml, type Markup } from '../../text/markup';

/** The look of a chart's text. */
export interface TextLook {
  /** Points. */
  readonly size: number;
  /** `RRGGBB`. */
  readonly colour: string;
  readonly bold?: boolean;
}

const font = 'Calibri';

/** The look of the axis names, labels and legends of a chart: upright. Names wrap; `sparse` names do not, and those without room are left out. */
export function textLook(look: TextLook, sparse = false): Markup {
  // LibreOffice wraps text that is not rotated: an invisible 60,000th of a degree prevents it.
  const body = sparse ? xml`<a:bodyPr rot="1" vert="horz"/>` : xml`<a:bodyPr rot="0" vert="horz"/>`;
  return xml`<c:txPr>${body}<a:lstStyle/><a:p><a:pPr>${properties('defRPr', look)}</a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>`;
}

/** A line of text that no cell holds. */
export function richText(line: TextLook & { readonly words: string }): Markup {
  return xml`<c:rich><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p><a:pPr algn="l">${properties('defRPr', line)}</a:pPr><a:r>${properties('rPr', line)}<a:t>${line.words}</a:t></a:r></a:p></c:rich>`;
}

function properties(tag: 'defRPr' | 'rPr', { size, colour, bold }: TextLook): Markup {
  const inside = xml`${solidFill(colour)}<a:latin typeface="${font}"/>`;
  const weight = bold === true ? 1 : 0;
  return tag === 'rPr'
    ? xml`<a:rPr lang="en-GB" sz="${size * 100}" b="${weight}">${inside}</a:rPr>`
    : xml`<a:defRPr sz="${size * 100}" b="${weight}">${inside}</a:defRPr>`;
}

/** One colour, `RRGGBB`. */
export function solidFill(colour: string): Markup {
  return xml`<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
}
