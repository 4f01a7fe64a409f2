import { testForward } from './forward-cases.js';
import { sharedGolden } from './golden.js';

testForward(sharedGolden);
