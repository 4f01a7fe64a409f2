/** An operation's name in its table, the probability that it is applied, and its level. */
export type PolicyStep = readonly [name: string, probability: number, level: number];

/** Operations applied one after another; a policy draws one of its sub-policies for each picture. */
export type SubPolicy = readonly PolicyStep[];
