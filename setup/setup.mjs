// Run before anything else, by `npm start` and `npm test`: brings what is missing, nothing if all is there.
// Kept in old syntax, and the rest imported only after the check, so that an old Node can say what it lacks.
import {nodeVersionFault} from './node-version.mjs';

const fault = nodeVersionFault(process.versions.node);
if (fault) {
  console.error(fault);
  process.exitCode = 1;
} else {
  import('./run-setup.mjs').then((module) => module.main());
}
