/**
 * The longest row that is held in memory, in UTF-16 units. Far more than any text that a classifier reads, so
 * that a quote or bracket that is never closed is found out before memory is gone.
 */
export const MAX_ROW_CHARACTERS = 1 << 24;

export const ROW_TOO_LONG = `the row is longer than ${MAX_ROW_CHARACTERS >> 20} Mi characters`;
