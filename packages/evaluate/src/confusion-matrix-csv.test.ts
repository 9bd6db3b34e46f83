import {expect, test} from 'vitest';
import {confusionMatrixCsv} from './confusion-matrix-csv.js';

test('true labels stand by row and predicted ones by column, quoted where needed', () => {
  const matrix = [
    [5, 1],
    [0, 7],
  ];
  expect(confusionMatrixCsv(matrix, ['joy, pride', 'a "so-so"'])).toBe(
    'true \\ predicted,"joy, pride","a ""so-so"""\n"joy, pride",5,1\n"a ""so-so""",0,7\n',
  );
});
