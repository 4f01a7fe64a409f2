import { disposeState, forward, stateFromArrays } from '@mobilenext/nn';
import * as tf from '@tensorflow/tfjs-core';
import { reasonOf } from '../frame/errors.js';
import { type BackendName, useBackend } from '../network/use-backend.js';
import {
  SELF_TEST_LOGITS,
  SELF_TEST_SIZE,
  selfTestArrays,
  selfTestNetwork,
  selfTestPicture,
} from './self-test-network.js';

/** What `doctor` tells of one backend. */
export interface BackendReport {
  readonly name: BackendName;
  /** Whether it starts and passes its self-test. */
  readonly available: boolean;
  /** Why it is not available. */
  readonly reason: string | null;
  /** The command that mends it. */
  readonly fix: string | null;
  /** null where the backend did not start. */
  readonly selfTest: SelfTest | null;
}

interface SelfTest {
  readonly passed: boolean;
  /** Largest absolute error of the logits, which are below 1. */
  readonly maxAbsError: number;
  readonly ms: number;
}

/** Float32 sums of up to 72 products near 1; a wrong layer is off by far more. */
const SELF_TEST_TOLERANCE = 1e-5;

/** Starts a backend and runs a small network whose logits are known on it. */
export async function examineBackend(name: BackendName): Promise<BackendReport> {
  try {
    await useBackend(name);
  } catch (error) {
    const reason = reasonOf(error instanceof Error ? (error.cause ?? error) : error);
    return { name, available: false, reason, fix: FIXES[name], selfTest: null };
  }
  const selfTest = await runSelfTest();
  return {
    name,
    available: selfTest.passed,
    reason: selfTest.passed ? null : `logits are off by ${selfTest.maxAbsError}`,
    fix: selfTest.passed ? null : FIXES[name],
    selfTest,
  };
}

const FIXES: Readonly<Record<BackendName, string>> = {
  wasm: 'npm install @tensorflow/tfjs-backend-wasm@4.22',
  reference: 'npm install @tensorflow/tfjs-backend-cpu@4.22',
};

async function runSelfTest(): Promise<SelfTest> {
  const started = performance.now();
  const state = stateFromArrays(selfTestNetwork, selfTestArrays());
  const side = SELF_TEST_SIZE;
  const logits = tf.tidy(() =>
    forward(selfTestNetwork, state, tf.tensor4d(selfTestPicture(), [1, side, side, 3])),
  );
  const values = await logits.data<'float32'>();
  logits.dispose();
  disposeState(state);
  const errors = SELF_TEST_LOGITS.map((truth, i) => Math.abs(values[i] - truth));
  const maxAbsError = Math.max(...errors);
  return {
    passed: maxAbsError <= SELF_TEST_TOLERANCE,
    maxAbsError,
    ms: performance.now() - started,
  };
}
