/**
 * Bytes of an activation's limits before a packed filter: low x 4, high x 4. They stand in memory
 * because a register that holds them throughout is one too many.
 */
export const LIMITS_BYTES: usize = 32;
