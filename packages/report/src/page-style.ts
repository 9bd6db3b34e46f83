import {BASE_STYLE, EXPLANATION_STYLE, PALETTE} from '@retune/page';
import {CONFUSION_STYLE} from './style/confusion-style.js';
import {FIGURE_STYLE} from './style/figure-style.js';
import {HEADER_STYLE} from './style/header-style.js';
import {LAYOUT_STYLE} from './style/layout-style.js';
import {PRINT_STYLE} from './style/print-style.js';
import {ROWS_STYLE} from './style/rows-style.js';
import {TABLE_STYLE} from './style/table-style.js';

/** The page's style sheet. */
export const PAGE_STYLE = [
  PALETTE,
  BASE_STYLE,
  LAYOUT_STYLE,
  HEADER_STYLE,
  FIGURE_STYLE,
  TABLE_STYLE,
  CONFUSION_STYLE,
  ROWS_STYLE,
  EXPLANATION_STYLE,
  PRINT_STYLE,
].join('');
