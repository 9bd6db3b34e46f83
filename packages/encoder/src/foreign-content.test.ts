import {join} from 'node:path';
import {temporaryFolder} from '@retune/stage/testing';
import {expect, test} from 'vitest';
import {readEncoderConfig} from './encoder-config.js';
import {foreignContent} from './foreign-content.js';
import {readSafetensors} from './read-safetensors.js';

const LFS = 'version https://git-lfs.github.com/spec/v1\noid sha256:a1a1\nsize 557600\n';

test.each<[string, string | number[], RegExp]>([
  ['a Git LFS pointer', LFS, /git lfs pull/],
  ['a Git Xet pointer', '# xet version 0\nfilesize = 12\n', /git xet/],
  ['a git-annex pointer', '/annex/objects/SHA256E-s12--ab.safetensors\n', /git annex get/],
  ['a web page', '\n<!DOCTYPE html><html><head>', /\/resolve\//],
  ['an XML text', '<?xml version="1.0"?><Error><Code>AccessDenied</Code>', /access/],
  ["PyTorch's own format", [0x50, 0x4b, 3, 4, 0, 0, 8, 8], /model\.safetensors/],
  ["PyTorch's own format", [0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9], /model\.safetensors/],
  ['HDF5', [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], /model\.safetensors/],
  ['GGUF', 'GGUF\u0003\0\0\0', /model\.safetensors/],
  ['gzip', [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], /gunzip/],
  ['empty', '', /again/],
])(
  '%s is known by its first bytes: weights and configuration are refused with it',
  async (kind, content, fix) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
    expect(foreignContent(bytes)?.what).toContain(kind);
    const folder = await temporaryFolder({'model.safetensors': bytes});
    const path = join(folder, 'model.safetensors');
    await expect(readSafetensors(path)).rejects.toThrow(
      `${path}: the file is ${foreignContent(bytes)?.what}`,
    );
    await expect(readSafetensors(path)).rejects.toThrow(fix);
    if (typeof content === 'string')
      expect(() => readEncoderConfig(content)).toThrow(
        `config.json: the file is ${foreignContent(bytes)?.what}`,
      );
  },
);

test('a safetensors header whose length begins like a pickle is none', () => {
  expect(foreignContent(Buffer.from([0x80, 2, 0, 0, 0, 0, 0, 0, 0x7b]))).toBeUndefined();
});
