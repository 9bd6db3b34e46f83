import {HEADLINE_METRICS, type HeadlineMetric} from '@retune/artifacts';
import {uniformInt} from 'pure-rand/distribution/uniformInt';
import {xoroshiro128plus} from 'pure-rand/generator/xoroshiro128plus';
import {type HeadlineScorer, headlineScorer} from './headline-scorer.js';
import type {LogitRows} from './logit-rows.js';

/** How often rows are drawn again, and from which seed. */
export interface BootstrapOptions {
  samples: number;
  seed: number;
}

/** A classifier's headline metrics of the rows themselves, and by sample. */
export interface BootstrapScores {
  /** Null where one has no value. */
  observed: Record<HeadlineMetric, number | null>;
  /** [samples] each; NaN where one has no value. */
  metrics: Record<HeadlineMetric, Float64Array>;
  perClass: Record<'precision' | 'recall' | 'f1', Float64Array>[];
}

/**
 * Scores classifiers on bootstrap samples: as many rows as there are, drawn with replacement (Efron 1979). All
 * classifiers are scored on the same samples, so that their scores may be compared sample by sample.
 *
 * @param labels [rows] true classes, at least one
 * @param classifiers logits of the same rows
 */
export function bootstrapScores(
  labels: Int32Array,
  classifiers: readonly LogitRows[],
  {samples, seed}: BootstrapOptions,
): BootstrapScores[] {
  const scorers = classifiers.map((logits) => headlineScorer(labels, logits));
  const once = new Int32Array(labels.length).fill(1);
  const results = classifiers.map(({classes}, i) => ({
    observed: (scorers[i] as HeadlineScorer)(once).metrics,
    ...emptyScores(classes, samples),
  }));
  const random = xoroshiro128plus(seed);
  const counts = new Int32Array(labels.length);
  for (let sample = 0; sample < samples; sample++) {
    counts.fill(0);
    for (let i = 0; i < counts.length; i++) {
      const row = uniformInt(random, 0, counts.length - 1);
      counts[row] = (counts[row] as number) + 1;
    }
    scorers.forEach((score, i) => {
      const {metrics, perClass} = score(counts);
      const {metrics: metricValues, perClass: classValues} = results[i] as BootstrapScores;
      for (const name of HEADLINE_METRICS) metricValues[name][sample] = metrics[name] ?? Number.NaN;
      perClass.forEach((scores, label) => {
        for (const [name, values] of Object.entries(classValues[label] as (typeof classValues)[0]))
          values[sample] = scores[name as keyof typeof scores] ?? Number.NaN;
      });
    });
  }
  return results;
}

function emptyScores(classes: number, samples: number): Omit<BootstrapScores, 'observed'> {
  const values = () => new Float64Array(samples);
  return {
    metrics: Object.fromEntries(
      HEADLINE_METRICS.map((name) => [name, values()]),
    ) as BootstrapScores['metrics'],
    perClass: Array.from({length: classes}, () => ({precision: values(), recall: values(), f1: values()})),
  };
}
