/** Set by the build (`scripts/parser-build.mjs`). */
declare const PARSER_BUILD: string | undefined;

/** Identifies what parses events: it differs when the code does, so that what an older build parsed is parsed again. */
export const parserBuild: string = typeof PARSER_BUILD === 'undefined' ? 'not built' : PARSER_BUILD;
