import {
  type ArtifactKind,
  isOptional,
  kindOf,
  type Port,
  type StageDeclaration,
  takesSeveral,
} from '@retune/stage';
import {z} from 'zod';
import {allowingNulls, type JsonSchema} from './allowing-nulls.js';
import {LOGS} from './nx-projects.js';
import {LONGEST_NAME} from './pipeline-name.js';
import {MOST_ENTRIES} from './written-values.js';

/**
 * The JSON Schema of a pipeline file, draft 7, from which editors complete and explain the keys: those of each
 * stage whose package is known, and any keys of others. No param is asked for: what a file extends may give it.
 */
export function pipelineSchema(stages: readonly StageDeclaration[]): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Pipeline',
    type: 'object',
    additionalProperties: false,
    properties: {
      description: {type: 'string', description: 'What the pipeline is for.'},
      extends: {
        type: 'string',
        description: 'Another pipeline: its stages are taken over. The name of its file without the ending.',
      },
      without: {
        type: 'array',
        items: {type: 'string'},
        description: 'Stages that are not taken over; the inputs that they fed are left out too.',
      },
      set: {
        description: 'stage.param: value. Changes params of the stages that are taken over.',
        ...dottedParams(stages, (param) => param),
      },
      matrix: {
        description: 'stage.param: [values]. An instance of the stage, and of all after it, for each value.',
        ...dottedParams(stages, (param) => ({type: 'array', minItems: 1, items: param})),
      },
      stages: {
        type: 'object',
        description: 'Stages by name; where the file extends another, added or changed key by key.',
        propertyNames: stageNames,
        properties: Object.fromEntries(stages.map(({name, doc}) => [name, namedAfterPackage(name, doc)])),
        additionalProperties: {$ref: '#/definitions/anyStage'},
      },
    },
    definitions: {
      anyStage: anyStage(stages.map(({name}) => name)),
      ...Object.fromEntries(stages.map((stage) => [stage.name, ownKeys(stage)])),
    },
  };
}

/** See {@link nameRule}. */
const stageNames: JsonSchema = {
  pattern: '^[\\w-]+$',
  maxLength: LONGEST_NAME.stage,
  not: {enum: [LOGS, ...Object.getOwnPropertyNames(Object.prototype).sort()]},
};

/** The keys that each stage has; inputs and params follow from `uses` where that names a known package. */
function anyStage(names: readonly string[]): JsonSchema {
  return {
    type: ['object', 'null'],
    additionalProperties: false,
    properties: {
      uses: {
        description: "The stage's package; by default the one of the stage's name.",
        anyOf: [{enum: names}, {type: 'string'}],
      },
      inputs: {type: 'object', description: 'Input to the stage that makes it.'},
      params: {type: 'object'},
    },
    allOf: names.map((name) => ({
      if: {properties: {uses: {const: name}}, required: ['uses']},
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: {$ref: `#/definitions/${name}`},
    })),
  };
}

/** A stage that is called as a package is of that package unless it says otherwise. */
function namedAfterPackage(name: string, doc: string): JsonSchema {
  return {
    description: doc,
    allOf: [
      {$ref: '#/definitions/anyStage'},
      {if: {required: ['uses']}, else: {$ref: `#/definitions/${name}`}},
    ],
  };
}

function ownKeys({doc, reads, params}: StageDeclaration): JsonSchema {
  return {
    description: doc,
    properties: {
      inputs: {
        additionalProperties: false,
        properties: Object.fromEntries(Object.entries(reads).map(([name, port]) => [name, input(port)])),
      },
      params: paramsSchema(params),
    },
  };
}

function input(port: ArtifactKind | Port): JsonSchema {
  const {kind, doc} = kindOf(port);
  const description = `${kind}: ${doc}${isOptional(port) ? ' (may be left out)' : ''}`;
  return takesSeveral(port)
    ? {type: 'array', items: {type: 'string'}, description}
    : {type: 'string', description};
}

function paramsSchema(params: z.ZodObject): JsonSchema {
  const {
    $schema: _,
    required: __,
    ...schema
  } = allowingNulls(
    z.toJSONSchema(params, {
      io: 'input',
      target: 'draft-7',
      override: ({jsonSchema}) => {
        // Marks of this project and bounds that any number keeps; of no use in an editor.
        delete jsonSchema.filePath;
        delete jsonSchema.meantFor;
        if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      },
    }) as JsonSchema,
  );
  return schema;
}

/** A map whose keys are `stage.param`: the known ones explained, others let through. */
function dottedParams(
  stages: readonly StageDeclaration[],
  schemaOf: (param: JsonSchema) => JsonSchema,
): JsonSchema {
  const known = stages.flatMap(({name, params}) =>
    Object.keys(params.shape).map((param) => {
      const pointer = `#/definitions/${name}/properties/params/properties/${param}`;
      return [`${name}.${param}`, schemaOf({$ref: pointer})];
    }),
  );
  return {
    type: 'object',
    properties: Object.fromEntries(known),
    patternProperties: {'^[\\w-]+\\..+$': {}},
    maxProperties: MOST_ENTRIES,
    additionalProperties: false,
  };
}
