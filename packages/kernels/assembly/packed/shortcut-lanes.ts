/** A mask of the lanes, of four, that still belong to a shortcut of which `bytes` are left. */
// @ts-ignore: decorator
@inline
export function shortcutLanes(bytes: usize): v128 {
  return i32x4.gt_s(i32x4.splat(<i32>bytes), i32x4(0, 4, 8, 12));
}
