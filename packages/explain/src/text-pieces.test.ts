import {expect, test} from 'vitest';
import {textPieces} from './text-pieces.js';

test('white space goes to the piece before it, at the start to the first special token, at the end nowhere', () => {
  const offsets = [
    [0, 0],
    [2, 3],
    [5, 6],
    [0, 0],
  ];
  expect(textPieces('  a  b ', offsets)).toEqual({
    pieces: ['  ', 'a  ', 'b', ''],
    starts: [0, 2, 5, 0],
    ends: [2, 5, 6, 0],
  });
});

test('tokens that share an emoji each get it whole, at its place in UTF-16 units', () => {
  const offsets = [
    [0, 1],
    [1, 2],
    [1, 2],
    [2, 3],
  ];
  expect(textPieces('😡🎉x', offsets)).toEqual({
    pieces: ['😡', '🎉', '🎉', 'x'],
    starts: [0, 2, 2, 4],
    ends: [2, 4, 4, 5],
  });
});

test('a start behind its end gives an empty piece', () => {
  expect(textPieces('ab', [[1, 0]]).pieces).toEqual(['']);
});

test('U+0000 at the end of a piece is lost, as in NumPy', () => {
  expect(
    textPieces('a\0\0b\0c', [
      [0, 1],
      [3, 6],
    ]).pieces,
  ).toEqual(['a', 'b\0c']);
});
