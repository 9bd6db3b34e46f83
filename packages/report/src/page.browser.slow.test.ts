import {chromiumFound} from '@retune/page/testing';
import {describe} from 'vitest';
import {accessibilityTests} from './browser-tests/accessibility.js';
import {explainedWordsTests} from './browser-tests/explained-words.js';
import {foreignTextsTests} from './browser-tests/foreign-texts.js';
import {manyLabelsTests} from './browser-tests/many-labels.js';
import {pagesInBrowser} from './browser-tests/open-page.js';
import {tableTests} from './browser-tests/tables.js';

describe.skipIf(!chromiumFound())('the page in a browser', () => {
  const open = pagesInBrowser();
  accessibilityTests(open);
  tableTests(open);
  explainedWordsTests(open);
  foreignTextsTests(open);
  manyLabelsTests(open);
});
