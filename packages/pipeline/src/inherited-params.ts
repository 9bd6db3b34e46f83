import {paramsMeantFor, type StageDeclaration} from '@retune/stage';
import {placeOf} from './check-params.js';
import type {PipelineSource} from './pipeline-source.js';
import type {StageEntry} from './stage-owner.js';
import {excerpt, type Position, positionText} from './yaml-position.js';

/** A file or an override sets a param, and inherits others that were meant for the value before. */
export interface InheritedParams {
  stage: string;
  /** The param that is set, and where. */
  param: string;
  at: Position;
  inherited: {param: string; value: unknown; file: string}[];
}

/** What a stage inherits beside params that it sets; `sources` are its pipeline's file, then those it extends. */
export function inheritedParams(
  stage: StageEntry,
  {params}: StageDeclaration,
  sources: readonly PipelineSource[],
): InheritedParams[] {
  /** How far back: 0 and up for files, -1 for an override. */
  const generation = ({file}: Position) => sources.findIndex((source) => source.file === file);
  return [...paramsMeantFor(params)].flatMap(([param, others]) => {
    const at = placeOf(stage, param);
    const inherited = others.flatMap((other) => {
      const [value, place] = [stage.params.value[other], placeOf(stage, other)];
      const isInherited = value !== undefined && value !== null && generation(place) > generation(at);
      return isInherited ? [{param: other, value, file: place.file}] : [];
    });
    return inherited.length === 0 ? [] : [{stage: stage.instanceOf, param, at, inherited}];
  });
}

const list = new Intl.ListFormat('en-GB');

/** Warnings as text, each once, with its place and what to do. */
export function inheritedParamsText(found: readonly InheritedParams[]): string {
  const texts = found.map(({stage, param, at, inherited}) => {
    const still = list.format(inherited.map((other) => `${other.param} is still ${shown(other.value)}`));
    const files = list.format(new Set(inherited.map(({file}) => file)));
    const others = list.format(inherited.map((other) => other.param));
    const them = inherited.length === 1 ? 'it' : 'them';
    return `${positionText(at)}: warning: ${stage}.${param} is set here, but ${still}, from ${files}
${excerpt(at)}
  Set ${others} too, or set ${them} to null to leave ${them} out.`;
  });
  return [...new Set(texts)].join('\n');
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
