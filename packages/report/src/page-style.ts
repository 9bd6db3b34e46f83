import {EXPLANATION_STYLE} from './style/explanation-style.js';
import {HEADER_STYLE} from './style/header-style.js';
import {LAYOUT_STYLE} from './style/layout-style.js';
import {PALETTE} from './style/palette.js';
import {PRINT_STYLE} from './style/print-style.js';
import {TABLE_STYLE} from './style/table-style.js';

/** The page's style sheet. */
export const PAGE_STYLE = [
  PALETTE,
  LAYOUT_STYLE,
  HEADER_STYLE,
  TABLE_STYLE,
  EXPLANATION_STYLE,
  PRINT_STYLE,
].join('');
