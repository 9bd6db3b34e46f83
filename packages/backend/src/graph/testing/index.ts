export {type ExactTraining, exactTraining} from './exact-training.js';
export {updateOrder} from './update-order.js';
