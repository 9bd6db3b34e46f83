const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Bytes as text, in thousands: 512 B, 1.5 GB. */
export function byteSizeText(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return power === 0 ? `${bytes} B` : `${(bytes / 1000 ** power).toFixed(1)} ${UNITS[power]}`;
}

/** Bytes of a text such as 5GB, 1.5 GB, 200mb or 0; undefined where it is none. */
export function parseByteSize(text: string): number | undefined {
  const [, number, unit = 'B'] = text.match(/^(\d+(?:\.\d+)?) ?([kmgt]?b)?$/i) ?? [];
  if (number === undefined) return undefined;
  const power = UNITS.findIndex((known) => known.toLowerCase() === unit.toLowerCase());
  return Number(number) * 1000 ** power;
}
