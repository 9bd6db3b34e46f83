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

test.each([
  ['{"text": "a", "label": "b"', 'not valid JSON'],
  ['["a", "b"]', 'no JSON object'],
  ['null', 'no JSON object'],
  ['{"label": "b"}', 'no "text"'],
  ['{"text": "a"}', 'no "label"'],
  ['{"text": 1, "label": "b"}', '"text" is no text'],
  ['{"text": "a", "label": ["b"]}', '"label" is neither text nor number nor boolean'],
  ['{"text": "", "label": "b"}', 'the text is empty'],
  ['{"text": "a", "label": " "}', 'the label is empty'],
])('%s is refused: %s', (content, reason) => {
  expect(jsonRow(5, content, columns)).toEqual({line: 5, reason, content});
});
