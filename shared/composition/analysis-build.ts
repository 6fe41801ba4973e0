/** Set by the build (`scripts/analysis-build.mjs`). */
declare const ANALYSIS_BUILD: string | undefined;

/** Identifies the code that parses and analyses events: what another build has cached of past days is not used. */
export const analysisBuild: string = typeof ANALYSIS_BUILD === 'undefined' ? 'not built' : ANALYSIS_BUILD;
