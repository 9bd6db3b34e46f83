/** Why a computation cannot run as a graph. All but `run` come while compiling: the caller may run eagerly. */
export type GraphProblem =
  /** The function reads a tensor's values, which a graph would freeze at what they were while tracing. */
  | {kind: 'values-read'; of: string; source: string}
  /** A tensor from outside was used that is neither a feed nor a variable. */
  | {kind: 'captured-tensor'; op: string; source: string}
  /** At two shapes the function made different operations, so it branches on a dimension. */
  | {kind: 'traces-differ'; first: string; second: string; source: string}
  /** A constant changes with the shape by no rule that is known, for instance random noise drawn in JavaScript. */
  | {kind: 'constant-varies'; op: string; first: string; second: string; source: string}
  /** A constant of a type that has no place in a graph. */
  | {kind: 'constant-type'; op: string; source: string}
  /** The loss does not depend on these variables, or not by operations that have a gradient. */
  | {kind: 'no-gradient'; variables: readonly string[]}
  /** A name that TensorFlow does not take for a node. */
  | {kind: 'name'; name: string}
  /** TensorFlow refused the graph: an unknown operation, or attributes that do not fit. */
  | {kind: 'loading'; message: string}
  /** A run failed; the session is closed to further runs, since variables may be half updated. */
  | {kind: 'run'; functionName: string; operation: string; message: string};

/** A computation that cannot be compiled or whose run failed; `problem` says why, as data. */
export class GraphError extends Error {
  readonly problem: GraphProblem;

  constructor(problem: GraphProblem, options?: ErrorOptions) {
    super(messageOf(problem), options);
    this.name = 'GraphError';
    this.problem = problem;
  }
}

function messageOf(problem: GraphProblem): string {
  switch (problem.kind) {
    case 'values-read':
      return `${problem.source} reads the values of ${problem.of}, which a graph cannot follow.\n  Compute with the tensor itself, or feed the values.`;
    case 'captured-tensor':
      return `${problem.op} in ${problem.source} uses a tensor made outside the function.\n  Pass it as a variable or a feed, or make it inside.`;
    case 'traces-differ':
      return `${problem.source} makes ${problem.first} at one shape and ${problem.second} at another.\n  Don't branch on a symbolic dimension.`;
    case 'constant-varies':
      return `${problem.op} in ${problem.source} uses a constant that varies without a rule: ${problem.first}, then ${problem.second}.\n  Feed it, or compute it with operations.`;
    case 'constant-type':
      return `${problem.op} in ${problem.source} uses a constant that is neither number nor truth value.`;
    case 'no-gradient':
      return `The loss has no gradient for ${problem.variables.join(', ')}.\n  Make them frozen variables, or use them in the loss.`;
    case 'name':
      return `"${problem.name}" cannot name a node: use letters, digits, "_", ".", "/" and "-", a letter or digit first.`;
    case 'loading':
      return `TensorFlow refused the graph: ${problem.message}`;
    case 'run':
      return `The graph function "${problem.functionName}" failed at ${problem.operation}: ${problem.message}`;
  }
}
