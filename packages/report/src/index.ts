export type {ReportParams} from './params.js';
export {reportParams} from './params.js';
export {renderPage} from './render-page.js';
export type {ReportData} from './report-data.js';
export {default as reportStage} from './stage.js';
