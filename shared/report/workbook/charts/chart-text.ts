import type { Html as Xml } from '../../../text/html-template';
import { html as xml } from '../../../text/html-template';

/** How text of a chart looks. */
export interface TextLook {
  /** Points. */
  readonly size: number;
  /** `RRGGBB`. */
  readonly colour: string;
  readonly bold?: boolean;
}

const font = 'Calibri';

/**
 * The look of the axis names, labels and legends of a chart: upright, so that a reader's head is as well. Names wrap,
 * unless `sparse`: then those that have no room are left out.
 */
export function textLook(look: TextLook, sparse = false): Xml {
  // LibreOffice wraps what is not turned at all: a 60,000th of a degree keeps it from that and is seen by nobody.
  const body = sparse ? xml`<a:bodyPr rot="1" vert="horz"/>` : xml`<a:bodyPr rot="0" vert="horz"/>`;
  return xml`<c:txPr>${body}<a:lstStyle/><a:p><a:pPr>${properties('defRPr', look)}</a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>`;
}

/** A line of text that no cell holds. */
export function richText(line: TextLook & { readonly words: string }): Xml {
  return xml`<c:rich><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p><a:pPr algn="l">${properties('defRPr', line)}</a:pPr><a:r>${properties('rPr', line)}<a:t>${line.words}</a:t></a:r></a:p></c:rich>`;
}

function properties(tag: 'defRPr' | 'rPr', { size, colour, bold }: TextLook): Xml {
  const inside = xml`${solidFill(colour)}<a:latin typeface="${font}"/>`;
  const weight = bold === true ? 1 : 0;
  return tag === 'rPr'
    ? xml`<a:rPr lang="en-GB" sz="${size * 100}" b="${weight}">${inside}</a:rPr>`
    : xml`<a:defRPr sz="${size * 100}" b="${weight}">${inside}</a:defRPr>`;
}

/** One colour, `RRGGBB`. */
export function solidFill(colour: string): Xml {
  return xml`<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
}
