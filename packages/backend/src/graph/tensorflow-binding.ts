import {type Binding, type NativeBackend, type NativeTensor, nativeBackend} from '../native-backend.js';

/** The part of tfjs-node's addon (binding/tfjs_binding.cc) that runs graphs. */
export interface GraphBinding extends Binding {
  /** Loads `saved_model.pb` in the folder into a session of its own; gives the session's number. */
  loadSavedModel(folder: string, tags: string): number;
  /** Ends the session and frees its variables. */
  deleteSavedModel(session: number): void;
  /** Names are `node:output`, separated by commas. */
  runSavedModel(
    session: number,
    inputIds: readonly number[],
    inputNames: string,
    outputNames: string,
  ): NativeTensor[];
}

/** tfjs-node's backend; its `binding` may be replaced while a function is recorded. */
export interface GraphBackend extends Omit<NativeBackend, 'binding'> {
  binding: GraphBinding;
}

/** TensorFlow's numbers of the types that occur in graphs (tensorflow/core/framework/types.proto). */
export const DataType = {float32: 1, int32: 3, uint8: 4, bool: 10, half: 19} as const;

/** The one TensorFlow backend of this process. */
export function graphBackend(): GraphBackend {
  return nativeBackend() as unknown as GraphBackend;
}
