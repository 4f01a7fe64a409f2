/**
 * Columns from which on `packedDepthwise` may write a sum where its shortcut stands: MIN_GROUP of
 * assembly/packed/depthwise.ts.
 */
export const MIN_SHORTCUT_COLUMNS = 3;

/** Columns of y that `packedLinear` computes at a time: those of two panels, assembly/packed/linear.ts. */
export const LINEAR_COLUMNS = 32;
