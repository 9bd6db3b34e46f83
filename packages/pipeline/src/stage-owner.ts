import {sortKeys} from '@retune/stage';
import type {Instance} from './fan-out.js';
import {readingOrder} from './reading-order.js';
import {inputKey} from './stage-input.js';

/**
 * The pipeline and the id that a stage runs and keeps its artifact under: its own, or, where it equals one of
 * a pipeline that its own extends, the other's.
 */
export interface StageOwner {
  pipeline: string;
  id: string;
}

/** A stage of a pipeline, ready to be checked against its declaration. */
export type StageEntry = Instance & {
  owner: StageOwner;
  /** Of a stage of its own: the one of the pipeline it extends that it is made from. */
  derivedFrom?: StageOwner;
};

/**
 * The instances with their owners. One is an ancestor's where it is an instance of a stage of the same name,
 * of the same package, with equal params as written and inputs that are the ancestor's too; `ancestors` are
 * the stages of the pipelines that this one extends, the nearest first.
 */
export function withOwners(
  pipeline: string,
  instances: readonly Instance[],
  ancestors: readonly (readonly StageEntry[])[],
): StageEntry[] {
  const ownerOfIdentity = new Map<string, StageOwner>();
  for (const entry of [...ancestors].reverse().flatMap(identified))
    ownerOfIdentity.set(entry.identity, entry.owner);
  const owners = new Map<string, StageOwner>();
  const ownerOf = (id: string) => owners.get(id) as StageOwner;
  for (const instance of readingOrder(instances).order) {
    const {id} = instance;
    owners.set(id, ownerOfIdentity.get(identity(instance, ownerOf)) ?? {pipeline, id});
  }
  const models = stagesByName(ancestors[0] ?? []);
  return instances.map((instance) => {
    const owner = ownerOf(instance.id);
    const derivedFrom = models.get(instance.id) ?? models.get(instance.instanceOf);
    return {...instance, owner, ...(owner.pipeline === pipeline && derivedFrom ? {derivedFrom} : {})};
  });
}

/** The owner of each instance, and for each stage that of its first. */
function stagesByName(entries: readonly StageEntry[]): Map<string, StageOwner> {
  const owners = new Map<string, StageOwner>();
  for (const {instanceOf, id, owner} of entries) {
    if (!owners.has(instanceOf)) owners.set(instanceOf, owner);
    owners.set(id, owner);
  }
  return owners;
}

function identified(entries: readonly StageEntry[]): {identity: string; owner: StageOwner}[] {
  const owners = new Map(entries.map(({id, owner}) => [id, owner]));
  return entries.map((entry) => ({
    identity: identity(entry, (id) => owners.get(id) as StageOwner),
    owner: entry.owner,
  }));
}

/** All that a file says of a stage, with its inputs by their owners. */
function identity({instanceOf, uses, params, inputs}: Instance, ownerOf: (id: string) => StageOwner): string {
  const read = Object.fromEntries(inputs.map((input) => [inputKey(input), ownerOf(input.from)]));
  return JSON.stringify(sortKeys([instanceOf, uses.name, params.value, read]));
}
