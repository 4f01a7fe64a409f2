import { defineConfig } from 'tsup';
import { library } from '../../tools/tsup-preset.ts';

export default defineConfig({
  ...library(),
  // Its wire format alone, 25 KB: from the package it is twenty files, which take 30 ms to load.
  noExternal: ['@bufbuild/protobuf'],
  banner: {
    js: '/*! Contains the wire format of @bufbuild/protobuf, (c) Buf Technologies, Inc., Apache-2.0, and (c) 2008 Google Inc., BSD-3-Clause; their texts come with that dependency. */',
  },
});
