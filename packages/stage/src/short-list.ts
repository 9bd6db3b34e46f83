/**
 * Names or short texts in one line. Of more than `most` the first ones, and how many more there are:
 * `a, b and 67 more`.
 */
export function shortList(items: readonly string[], most = 10): string {
  if (items.length <= most) return items.join(', ');
  return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
}
