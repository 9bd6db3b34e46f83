import {expect, test} from 'vitest';
import {expectNothingLeaks} from './expect-nothing-leaks.js';
import {ResourceVariable, tf} from './index.js';
import {attribute, nativeBackend} from './native-backend.js';

const values = (variable: ResourceVariable) => [...variable.read().dataSync()];

/** An update in place. */
function subtractOne(variable: ResourceVariable): void {
  const attributes = [attribute.type('dtype', nativeBackend().binding.TF_FLOAT)];
  tf.tidy(() => variable.execute('AssignSubVariableOp', attributes, [tf.ones([...variable.shape])]));
}

test('a variable holds what it was given last', () => {
  const variable = new ResourceVariable(tf.tensor2d([1, 2, 3, 4], [2, 2]));
  expect(values(variable)).toEqual([1, 2, 3, 4]);
  variable.assign(tf.tensor2d([5, 6, 7, 8], [2, 2]));
  expect(values(variable)).toEqual([5, 6, 7, 8]);
});

test('two variables do not share their values, nor with the tensor they started from', () => {
  const initial = tf.tensor1d([1, 2]);
  const [first, second] = [new ResourceVariable(initial), new ResourceVariable(initial)];
  subtractOne(first);
  expect([values(first), values(second), [...initial.dataSync()]]).toEqual([
    [0, 1],
    [1, 2],
    [1, 2],
  ]);
});

test('what was read stays as it was when the variable is updated', () => {
  const variable = new ResourceVariable(tf.tensor1d([1, 2]));
  const before = variable.read();
  subtractOne(variable);
  expect([...before.dataSync()]).toEqual([1, 2]);
});

test('a read value carries gradients', () => {
  const variable = new ResourceVariable(tf.tensor1d([3, -1]));
  const gradient = tf.grad((x: tf.Tensor) => x.square().sum())(variable.read());
  expect([...gradient.dataSync()]).toEqual([6, -2]);
});

test('values of another shape are refused', () => {
  const variable = new ResourceVariable(tf.zeros([2, 2]));
  expect(() => variable.assign(tf.zeros([4]))).toThrow(
    'A variable of shape [2,2] was given values of shape [4]',
  );
});

test('a variable outlives the tidy it was made in', () => {
  let variable: ResourceVariable | undefined;
  tf.tidy(() => {
    variable = new ResourceVariable(tf.ones([2]));
  });
  expect(variable && values(variable)).toEqual([1, 1]);
});

test('variables made, read, updated and disposed of leave no tensor behind', () => {
  const ones = tf.ones([4]);
  expectNothingLeaks(() => {
    const variable = new ResourceVariable(ones);
    variable.read().dispose();
    subtractOne(variable);
    variable.dispose();
  });
});

test('values that are assigned stay as they are when the variable is updated', () => {
  const initial = tf.zeros([4096]);
  const variable = new ResourceVariable(initial);
  const values = new Float32Array(4096).fill(5);
  variable.assignValues(values);
  subtractOne(variable);
  expect(values.every((value) => value === 5)).toBe(true);
  expect(variable.values().every((value) => value === 4)).toBe(true);
  variable.dispose();
});
