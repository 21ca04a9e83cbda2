import { judgedTask } from '../../predictor/combined.js';
import type { PredictorState } from '../../predictor/predictor-state.js';
import { middlePlace } from '../../predictor/quantile-answers.js';
import type { TaskShape } from '../../util/task-kind.js';
import { arithmetic, columnsOf, rowSum } from './arithmetic.js';
import type { Graph, ValueInfo } from './graph.js';

/** Lets the answers out: `prediction`, with `quantiles` where there are several, or `label` and `probabilities`; gives what was let out. */
export function lowerOutputs(
  graph: Graph,
  answers: string,
  state: PredictorState,
): readonly ValueInfo[] {
  const { classes, quantiles } = state.schema.task;
  const free = (name: string): string =>
    graph.inputs.some((input) => input.name === name) ? free(`output:${name}`) : name;
  if (quantiles) {
    const middle = columnsOf(graph, answers, [middlePlace(quantiles)]);
    graph.output(middle, { name: free('prediction'), type: 'double', dims: ['N', 1] });
    const dims = ['N', quantiles.length] as const;
    graph.output(answers, { name: free('quantiles'), type: 'double', dims });
  } else if (classes.length === 0) {
    graph.output(answers, { name: free('prediction'), type: 'double', dims: ['N', 1] });
  } else {
    const label = labelOf(graph, answers, judgedTask(state), classes);
    graph.output(label, { name: free('label'), type: 'string', dims: ['N'] });
    const dims = ['N', classes.length] as const;
    graph.output(answers, { name: free('probabilities'), type: 'double', dims });
  }
  return graph.outputs;
}

/** The most probable class, or the one of least expected cost. */
function bestOf(graph: Graph, chances: string, { costs, classes }: TaskShape): string {
  const rows = { axis: { int: 1 }, keepdims: { int: 0 } };
  if (!costs) return graph.add('ArgMax', [chances], rows);
  const expected = graph.add('MatMul', [chances, graph.doubles(costs.flat(), [classes, classes])]);
  return graph.add('ArgMin', [expected], rows);
}

/** The class that `predictedClass` gives; an empty text where a chance is not a number. */
function labelOf(
  graph: Graph,
  chances: string,
  task: TaskShape,
  classes: readonly string[],
): string {
  const { atLeast, isMissing, where } = arithmetic(graph);
  const place = (code: number) => graph.ints([code], []);
  const flat = (value: string) => graph.add('Reshape', [value, graph.ints([-1], [1])]);
  const isNothing = isMissing(flat(rowSum(graph, chances)));
  const chosen =
    task.kind === 'binary' && task.threshold !== undefined
      ? where(
          atLeast(flat(columnsOf(graph, chances, [task.positive])), task.threshold),
          place(task.positive),
          place(1 - task.positive),
        )
      : bestOf(graph, chances, task);
  const code = where(isNothing, place(classes.length), chosen);
  return graph.add('Gather', [graph.strings([...classes, ''], [classes.length + 1]), code]);
}
