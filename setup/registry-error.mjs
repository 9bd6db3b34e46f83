import {failureKind} from './failure-kind.mjs';
import {lastLines} from './run-command.mjs';
import {diskFull, SetupError} from './setup-error.mjs';

const REGISTRIES = {
  npm: {
    brings: 'the packages this project is built on',
    see: 'The registry and the proxy in use:  npm config get registry; npm config get proxy',
  },
  pip: {
    brings: "TensorFlow's native library",
    see: 'The index and the proxy in use:  python3 -m pip config list; env | grep -i -e proxy -e PIP_',
  },
};

/**
 * What to say when npm or pip could not bring what was asked, by what it wrote.
 * @param {'npm' | 'pip'} tool
 * @param {string} output
 * @param {string} folder Where it was to be brought.
 * @returns {SetupError}
 */
export function registryError(tool, output, folder) {
  const {brings, see} = REGISTRIES[tool];
  const why = `It brings ${brings}.`;
  const {kind, line} = failureKind(output);
  switch (kind) {
    case 'disk-full':
      return diskFull(folder);
    case 'unreachable':
      return new SetupError({
        what: `${tool}'s registry cannot be reached.`,
        why,
        mend: ['Check the connection, then run the same command again.', see, `It said: ${line}`],
      });
    case 'certificate':
      return new SetupError({
        what: `${tool} does not trust the certificate of its registry.`,
        why,
        mend: [
          'Behind a proxy that opens TLS, name its certificate:',
          tool === 'npm'
            ? '  npm config set cafile /path/to/ca.pem'
            : '  python3 -m pip config set global.cert /path/to/ca.pem',
          `It said: ${line}`,
        ],
      });
    case 'broken-off':
      return new SetupError({
        what: `the download by ${tool} broke off.`,
        why,
        mend: ['Run the same command again.', see, `It said: ${line}`],
        again: true,
      });
    default:
      return new SetupError({
        what: `${tool} failed.`,
        why,
        mend: ['Its last lines:', ...lastLines(output), see],
      });
  }
}
