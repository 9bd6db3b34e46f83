export {tf} from './tensorflow.js';
export {setThreads, type Threads} from './threads.js';
