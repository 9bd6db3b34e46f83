import {expect, test} from 'vitest';
import {nodeVersionFault} from './node-version.mjs';

test.each(['20.19.0', '20.20.2', '22.0.0', '24.21.0', '100.1.0'])('Node %s will do', (version) => {
  expect(nodeVersionFault(version)).toBeUndefined();
});

test.each(['18.20.4', '20.18.3', '8.9.0'])('Node %s is refused', (version) => {
  expect(nodeVersionFault(version)).toBe(
    `Set-up stopped: this is Node ${version}; Node 20.19 or later is needed.\n` +
      'Get a newer one from https://nodejs.org or with your version manager, such as: nvm install 22',
  );
});
