// The worker's own program: everything that takes time happens here, so that the page stays alive.
import type { Request } from '../protocol.js';
import { createAnswer } from './answer.js';

const answer = createAnswer((reply) => self.postMessage(reply));

self.onmessage = ({ data }: MessageEvent<Request>) => void answer(data);
