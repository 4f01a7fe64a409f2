import { describe, expect, it } from '@jest/globals';
import { initialize } from '@mobilenext/nn';
import { mobileNeXt } from '@mobilenext/mobilenext';
import '@tensorflow/tfjs-backend-cpu';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { readTfjs, tensorsFromArrays, tensorsToWrite, writeTfjs } from '../src/index.js';
