import {expect, test} from 'vitest';
import {hubSettings} from './hub-settings.js';

test('without variables the public hub and the cache in the home folder are used', () => {
  expect(hubSettings({}, '/home/ada')).toEqual({
    endpoint: 'https://huggingface.co',
    cacheFolder: '/home/ada/.cache/huggingface/hub',
    offline: false,
    authorization: undefined,
    secret: undefined,
    proxies: {httpProxy: '', httpsProxy: '', noProxy: ''},
    fault: undefined,
  });
});

test('each variable of huggingface_hub is honoured', () => {
  const environment = {
    HF_ENDPOINT: 'https://mirror.example/hf/',
    HF_HOME: '/data/hf',
    HF_HUB_OFFLINE: 'true',
    HF_TOKEN: 'secret\n',
  };
  expect(hubSettings(environment, '/home/ada')).toEqual({
    endpoint: 'https://mirror.example/hf',
    cacheFolder: '/data/hf/hub',
    offline: true,
    authorization: 'Bearer secret',
    secret: 'HF_TOKEN',
    proxies: {httpProxy: '', httpsProxy: '', noProxy: ''},
    fault: undefined,
  });
});

test('HF_HUB_CACHE goes before HF_HOME, and HF_HOME before XDG_CACHE_HOME', () => {
  const cacheFolder = (environment: Record<string, string>) =>
    hubSettings(environment, '/home/ada').cacheFolder;
  expect(cacheFolder({HF_HUB_CACHE: '/a', HF_HOME: '/b', XDG_CACHE_HOME: '/c'})).toBe('/a');
  expect(cacheFolder({HF_HOME: '/b', XDG_CACHE_HOME: '/c'})).toBe('/b/hub');
  expect(cacheFolder({XDG_CACHE_HOME: '/c'})).toBe('/c/huggingface/hub');
  expect(cacheFolder({XDG_CACHE_HOME: 'relative'})).toBe('/home/ada/.cache/huggingface/hub');
});
