/** Parses "02:00:00", "1.00:00:00" (a day), "8 hours", "365 Days", "PT8H" or "P15D" into minutes; null for anything else. */
export function durationMinutes(text: string): number | null {
  const span = /^(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (span) return Number(span[1] ?? 0) * 1440 + Number(span[2]) * 60 + Number(span[3]);
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/i.exec(text);
  if (iso && /\d/.test(text)) {
    return Number(iso[1] ?? 0) * 1440 + Number(iso[2] ?? 0) * 60 + Number(iso[3] ?? 0);
  }
  const words = /^(\d+(?:\.\d+)?) ?\(?(minute|hour|day|month|year)(?:s|\(s\))?\)?$/i.exec(text);
  const unit = { minute: 1, hour: 60, day: 1440, month: 43_200, year: 525_600 }[
    words?.[2]?.toLowerCase() ?? ''
  ];
  return words && unit !== undefined ? Number(words[1]) * unit : null;
}
