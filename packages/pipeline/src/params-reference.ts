import {isOptional, kindOf, type StageDeclaration} from '@retune/stage';
import {z} from 'zod';

interface JsonSchema {
  type?: string;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  exclusiveMaximum?: number;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  description?: string;
  default?: unknown;
}

/** A page of Markdown on stages: what each reads and writes, and its params with types, defaults and meaning. */
export function paramsReference(stages: readonly StageDeclaration[]): string {
  return `# Stages and their params

Written from the stages' declarations; \`npx vitest run test/docs.test.ts -u\` writes it again. In a pipeline file and
behind \`--set\`, \`null\` unsets a param that need not be given, so that its default holds.

${stages.map(stageSection).join('\n')}`;
}

function stageSection({name, doc, reads, writes, params}: StageDeclaration): string {
  const ports = Object.entries(reads).map(
    ([port, read]) =>
      `\`${port}\`${kindOf(read).kind === port ? '' : ` (${kindOf(read).kind})`}${isOptional(read) ? ', optional' : ''}`,
  );
  const files = Object.values(writes.files).map(({path, doc}) => `- \`${path}\`: ${doc}`);
  const {properties = {}, required = []} = z.toJSONSchema(params, {io: 'input'}) as JsonSchema & {
    required?: string[];
  };
  const rows = Object.entries(properties).map(([param, schema]) =>
    paramRow(param, schema, required.includes(param)),
  );
  const table = ['| param | type | default | what it does |', '|---|---|---|---|', ...rows].join('\n');
  return `## ${name}

${doc}.

Reads ${ports.length > 0 ? ports.join('; ') : 'nothing'}. Writes ${writes.kind}:

${files.join('\n')}

${rows.length > 0 ? table : 'It has no params.'}
`;
}

function paramRow(name: string, schema: JsonSchema, required: boolean): string {
  const standard = required
    ? 'must be given'
    : schema.default === undefined
      ? ''
      : `\`${JSON.stringify(schema.default)}\``;
  const cells = [`\`${name}\``, typeText(schema), standard, schema.description ?? ''];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

function typeText(schema: JsonSchema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.anyOf) return unionText(schema.anyOf);
  if (schema.type === 'array') return `list of ${schema.items ? typeText(schema.items) : 'anything'}`;
  if (schema.type === 'object') return mapText(schema);
  return `${schema.type ?? 'anything'}${rangeText(schema)}`;
}

/** Such as `, 0 to below 1`; empty for what has no bounds. */
function rangeText({minimum, exclusiveMinimum, maximum, exclusiveMaximum}: JsonSchema): string {
  const low = isBound(exclusiveMinimum) ? `above ${exclusiveMinimum}` : isBound(minimum) && `${minimum}`;
  const high = isBound(exclusiveMaximum) ? `below ${exclusiveMaximum}` : isBound(maximum) && `${maximum}`;
  if (low && high) return `, ${low} to ${high}`;
  if (isBound(minimum)) return `, at least ${minimum}`;
  if (isBound(maximum)) return `, at most ${maximum}`;
  const only = low || high;
  return only ? `, ${only}` : '';
}

/** Whole numbers come with the bounds of those that are exact, which tell nothing. */
function isBound(bound: number | undefined): bound is number {
  return bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
}

function unionText(schemas: JsonSchema[]): string {
  // Without the comma the `or` would belong to the range.
  const or = schemas.some((schema) => rangeText(schema) !== '') ? ', or ' : ' or ';
  return schemas.map(typeText).join(or);
}

function mapText({properties}: JsonSchema): string {
  return properties ? `{${Object.keys(properties).join(', ')}}` : 'map';
}
