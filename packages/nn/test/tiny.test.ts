import { testForward } from './forward-cases.js';
import { fixtures } from './golden.js';
import { testGradients } from './gradient-cases.js';

testForward(fixtures);
testGradients(fixtures);
