import type { FoundNetwork, NetworkOverrides } from './find-network.js';
export declare function openWeights(path: string, o: NetworkOverrides): Promise<FoundNetwork>;
