import {evaluation} from '@retune/artifacts';
import {type LogitRows, predictedClasses, probabilityRows} from '@retune/metrics';
import {recordBatch, utf8Column} from '@retune/stage';
import {Field, FixedSizeList, Float32, Int32, makeData, Schema, Table} from 'apache-arrow';

/** The judged rows with what the judged classifier says of them. */
export interface JudgedRows {
  split: string;
  labelNames: readonly string[];
  /** [rows] places in the tokens table */
  rows: Int32Array;
  /** [rows] true classes */
  labels: Int32Array;
  logits: LogitRows;
}

/** The evaluation artifact's predictions. */
export function predictionsTable({split, labelNames, rows, labels, logits}: JudgedRows): Table {
  const columns = [
    int32Column(rows),
    utf8Column(Array.from(rows, () => split)),
    int32Column(labels),
    int32Column(predictedClasses(logits)),
    listColumn(logits.classes, logits.values),
    listColumn(logits.classes, probabilityRows(logits)),
  ];
  const fields = evaluation.files.predictions.schema.fields.map(
    ({name}, i) => new Field(name, (columns[i] as (typeof columns)[0]).type, false),
  );
  const schema = new Schema(fields, new Map([['labels', JSON.stringify(labelNames)]]));
  return new Table(schema, [recordBatch(schema, columns)]);
}

function int32Column(data: Int32Array) {
  return makeData({type: new Int32(), length: data.length, nullCount: 0, data});
}

/** [rows, size] as one column of lists, rounded to 32 bits. */
function listColumn(size: number, values: ArrayLike<number>) {
  const data = Float32Array.from(values);
  const type = new FixedSizeList(size, new Field('item', new Float32(), false));
  const child = makeData({type: new Float32(), length: data.length, nullCount: 0, data});
  return makeData({type, length: data.length / size, nullCount: 0, child});
}
