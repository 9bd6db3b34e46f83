const [GREEN, YELLOW, RED, DIM, BOLD, PLAIN] = [32, 33, 31, 2, 1, 0].map((code) => `\u001b[${code}m`);

const RULES: [line: RegExp, style: string | undefined][] = [
  [/^(?:\S+ +)(ran)(?= +\d)/gm, GREEN],
  [/^(?:\S+ +)(failed)(?= +\d)/gm, RED],
  [/^(\S+ +(?:cached|not run)(?: .*)?)$/gm, DIM],
  [/^(\S+: started)$/gm, DIM],
  [/^\S+: (warning)(?=: )/gm, YELLOW],
  [/^(pipeline \S+)/gm, BOLD],
];

/**
 * A text with the colours of a run's lines, where a person watches who did not set NO_COLOR. The text must hold
 * no control signs of its own.
 */
export function coloured(
  text: string,
  stream: {isTTY?: boolean},
  environment: NodeJS.ProcessEnv = process.env,
): string {
  // https://no-color.org: any value but an empty one.
  if (!stream.isTTY || environment.NO_COLOR) return text;
  return RULES.reduce(
    (sofar, [line, style]) =>
      sofar.replace(line, (match, part: string) => match.replace(part, `${style}${part}${PLAIN}`)),
    text,
  );
}
