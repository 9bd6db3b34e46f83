import {isOptional, kindOf, type StageDeclaration} from '@retune/stage';
import {z} from 'zod';

interface JsonSchema {
  type?: string;
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

Written from the stages' declarations; \`npx vitest run test/docs.test.ts -u\` writes it anew.

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
  if (schema.anyOf) return schema.anyOf.map(typeText).join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? typeText(schema.items) : 'anything'}`;
  if (schema.type === 'object') return mapText(schema);
  return schema.type ?? 'anything';
}

function mapText({properties}: JsonSchema): string {
  return properties ? `{${Object.keys(properties).join(', ')}}` : 'map';
}
