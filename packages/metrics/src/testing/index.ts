export {type GoldenMetrics, type GoldenStatistics, goldenMetrics, goldenStatistics} from './goldens.js';
