import {BASE_STYLE, EXPLANATION_STYLE, PALETTE} from '@retune/page';
import {HEADER_STYLE} from './style/header-style.js';
import {LAYOUT_STYLE} from './style/layout-style.js';
import {PRINT_STYLE} from './style/print-style.js';
import {TABLE_STYLE} from './style/table-style.js';

/** The page's style sheet. */
export const PAGE_STYLE = [
  PALETTE,
  BASE_STYLE,
  LAYOUT_STYLE,
  HEADER_STYLE,
  TABLE_STYLE,
  EXPLANATION_STYLE,
  PRINT_STYLE,
].join('');
