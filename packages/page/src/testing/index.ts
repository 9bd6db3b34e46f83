export {chromiumFound, openBrowser} from './browser.js';
export {explanationOf} from './explanation-of.js';
export {tableOf} from './table-of.js';
