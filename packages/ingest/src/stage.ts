import {examples} from '@retune/artifacts';
import {defineStage} from '@retune/stage';
import {ingestParams} from './params.js';

export const ingestStage = defineStage({
  name: 'ingest',
  doc: 'Reads labelled texts, lists the rows that cannot be read and splits them into train, validation and test',
  reads: {},
  writes: examples,
  params: ingestParams,
});

export default ingestStage;
