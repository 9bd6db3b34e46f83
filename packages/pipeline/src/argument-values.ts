/** The values of each `--name value` and `--name=value` of a command line. */
export function* argumentValues(argv: readonly string[], name: string): Generator<string> {
  for (const [i, argument] of argv.entries()) {
    if (argument === name) yield argv[i + 1] ?? '';
    else if (argument.startsWith(`${name}=`)) yield argument.slice(name.length + 1);
  }
}
