import {attributions} from '@retune/artifacts';
import {
  type DataType,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  type Vector,
  vectorFromArray,
} from 'apache-arrow';
import type {TextExplanation} from './open-explanation.js';
import type {MaskableText} from './text-masker.js';

/** A text with its explanation. */
export interface ExplainedText {
  source: MaskableText;
  explanation: TextExplanation;
}

const METHOD = 'shap-partition';

/**
 * The attributions artifact's table.
 *
 * @param labels by id
 * @param budget masks that each text was allowed
 */
export function attributionsTable(
  explained: readonly ExplainedText[],
  labels: readonly string[],
  budget: number,
): Table {
  const {fields} = attributions.files.attributions.schema;
  const schema = new Schema(fields, new Map([['labels', JSON.stringify(labels)]]));
  const rows = explained.map((text) => rowOf(text, budget));
  const columns = fields.map(
    ({name, type}): Vector =>
      vectorFromArray(
        rows.map((row) => row[name as keyof Row]),
        type as DataType,
      ),
  );
  const children = columns.map(({data}) => data[0] as NonNullable<(typeof data)[0]>);
  const struct = makeData({type: new Struct(fields), length: rows.length, children});
  return new Table(schema, [new RecordBatch(schema, struct)]);
}

type Row = ReturnType<typeof rowOf>;

function rowOf({source, explanation}: ExplainedText, budget: number) {
  return {
    text: source.text,
    tokens: source.pieces,
    starts: source.starts,
    ends: source.ends,
    values: explanation.values.map((values) => [...values]), // [tokens][classes]
    baseValues: [...explanation.baseValues],
    outputs: [...explanation.outputs],
    method: METHOD,
    evaluations: explanation.evaluations,
    budget,
  };
}
