import {checkpoint} from '@retune/artifacts';
import {defineStage} from '@retune/stage';
import {checkpointParams} from './params.js';

export const checkpointStage = defineStage({
  name: 'checkpoint',
  doc: 'Brings a pretrained model, named by the sha256 of its files, from a folder, the hub or a Python package',
  reads: {},
  writes: checkpoint,
  params: checkpointParams,
});

export default checkpointStage;
