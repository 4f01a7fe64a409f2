import { sharedGolden } from './golden.js';
import { testGradients } from './gradient-cases.js';

testGradients(sharedGolden);
