export {chromiumFound, openBrowser} from './browser.js';
export {tableOf} from './table-of.js';
