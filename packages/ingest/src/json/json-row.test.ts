import {expect, test} from 'vitest';
import {jsonRow} from './json-row.js';

const columns = {textColumn: 'text', labelColumn: 'label'};

test('the named columns give text and label, others are passed over', () => {
  const row = jsonRow(2, '{"id": 1, "body": "a\\nb", "mood": "joy"}', {
    textColumn: 'body',
    labelColumn: 'mood',
  });
  expect(row).toEqual({line: 2, text: 'a\nb', label: 'joy'});
});

test('a label may be a number or a boolean', () => {
  expect(jsonRow(1, '{"text": "a", "label": 0}', columns)).toMatchObject({label: '0'});
  expect(jsonRow(1, '{"text": "a", "label": true}', columns)).toMatchObject({label: 'true'});
});

test('a list of one label is that label', () => {
  expect(jsonRow(1, '{"text": "a", "label": [" joy "]}', columns)).toMatchObject({label: 'joy'});
  expect(jsonRow(1, '{"text": "a", "label": [0]}', columns)).toMatchObject({label: '0'});
});

test.each(['__proto__', 'constructor', 'toString'])(
  'a key may be called %s, and counts only where it is written',
  (key) => {
    const named = {textColumn: key, labelColumn: 'label'};
    expect(jsonRow(1, `{"${key}": "a", "label": "b"}`, named)).toEqual({line: 1, text: 'a', label: 'b'});
    expect(jsonRow(1, '{"label": "b"}', named)).toMatchObject({reason: `no "${key}"`});
  },
);

test.each([
  ['{"text": "a", "label": "b"', 'not valid JSON'],
  ['["a", "b"]', 'no JSON object'],
  ['null', 'no JSON object'],
  ['{"label": "b"}', 'no "text"'],
  ['{"text": "a"}', 'no "label"'],
  ['{"text": 1, "label": "b"}', '"text" is no text'],
  ['{"text": "a", "label": {"b": 1}}', '"label" is neither text nor number nor boolean'],
  ['{"text": "a", "label": ["b", "c"]}', 'several labels, where a row has one'],
  ['{"text": "a", "label": [["b"]]}', 'the label is neither text nor number nor boolean'],
  ['{"text": "a", "label": []}', 'the label is empty'],
  ['{"text": "a", "label": null}', 'no "label"'],
  [
    '{"text": "a", "label": 12345678901234567890}',
    '"label" is too large for a number: other numbers would be equal to it',
  ],
  ['{"text": "\\ud83d", "label": "b"}', 'half of a character, written \\uD800 to \\uDFFF'],
  ['{"text": "", "label": "b"}', 'the text is empty'],
  ['{"text": "a", "label": " "}', 'the label is empty'],
])('%s is refused: %s', (content, reason) => {
  expect(jsonRow(5, content, columns)).toEqual({line: 5, reason, content});
});
